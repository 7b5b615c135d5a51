import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RecordedRequest, RunJob } from '../../../src/domain/run/job.ts';
import { selection } from '../../../src/plan/selection.ts';
import { narrow } from '../../../src/plan/shards/narrow.ts';
import type { Known } from '../../command-spec.ts';
import { runOptions, type RunValues } from '../../commands/run/options.ts';
import type { OptionSpec } from '../../options/option.ts';
import { placesIn, projectJob } from './project-job.ts';
import { resultsFolder } from '../../options/results-folder.ts';
import { runJob } from './run-job.ts';

/**
 * What a run that goes on is asked for. Throws RESULTS_UNREADABLE for a recorded value that no command line could have
 * given, RESUME_REFUSED for a name that is none any more.
 */
export async function resumedJob(
  manifest: RecordedRequest,
  typed: RunValues,
  { definitions }: Pick<Known, 'definitions'>,
): Promise<RunJob> {
  const values = resumedValues(manifest, typed);
  try {
    const project = await projectJob(values, { definitions });
    const { shard } = manifest;
    const selected = selection(project?.definitions ?? definitions, values);
    const parts = { ...(project && { project }), ...(shard && { shard }) };
    return runJob(values, shard === undefined ? selected : narrow(selected, shard), parts);
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    const what = `Run ${manifest.runId} cannot go on: ${error.message}`;
    throw new StagebenchError('RESUME_REFUSED', what, { cause: error });
  }
}

type RunOption = OptionSpec & { readonly name: keyof RunValues };
const options: readonly RunOption[] = runOptions;

/**
 * What affects rows stays as it was, unless it only adds some. The rest is as it is typed; what lasts is the run's own where
 * nothing is typed. Rounds that are typed take the place of a budget.
 */
function resumedValues({ runId, engine, options: recorded }: RecordedRequest, typed: RunValues): RunValues {
  refuseUnfit(runId, recorded);
  const valueOf = ({ name, affects, addsRows, lasts }: RunOption): unknown => {
    if (name === 'budget' && typed.rounds !== undefined) return undefined;
    if (addsRows) return typed[name] ?? recorded[name];
    if (affects === 'rows') return recorded[name];
    return lasts ? typed[name] || recorded[name] : typed[name];
  };
  const values = Object.fromEntries(options.map((option) => [option.name, valueOf(option)]));
  // The kind of engine that it had: which one it is, is compared when it is connected.
  const own = values as unknown as RunValues;
  const args = own['build-arg'];
  return {
    ...own,
    // As they were typed they stood for somewhere else.
    ...placesIn(own, (file) => path.resolve(resultsFolder(typed), file)),
    // One that was masked has to be a variable now.
    ...(args && { 'build-arg': args.map((word) => word.replace(/=.*\*{3}.*$/s, '')) }),
    // `none` is what was found, and nobody types it.
    engine: typed.engine === 'auto' ? (engine.kind as RunValues['engine']) : typed.engine,
  };
}

function refuseUnfit(runId: string, recorded: RecordedRequest['options']): void {
  for (const [name, value] of Object.entries(recorded)) {
    const option = options.find((one) => one.name === name);
    if (option === undefined || fits(option, value)) continue;
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `run.json of run ${runId}, field "options.${name}": ${JSON.stringify(value)} is no value of --${name}.`,
    );
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

function fits({ type, choices }: OptionSpec, value: unknown): boolean {
  if (choices !== undefined) return choices.some((choice) => choice === value);
  switch (type) {
    case 'list':
    case 'repeated':
      return Array.isArray(value) && value.every(isText);
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
    case 'maybe-string':
    case 'file':
      return isText(value);
    case 'whole-number':
      return isAmount(value) && Number.isSafeInteger(value);
    case 'duration':
    case 'share':
    case 'rate':
      return isAmount(value);
  }
}
