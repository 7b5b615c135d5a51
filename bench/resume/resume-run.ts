import { StagebenchError } from '../../src/domain/errors.ts';
import { control, type Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import { chooseBaselines } from '../../src/stats/compare/choose-baselines.ts';
import type { CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { describeMachine } from '../run/machine.ts';
import { selection } from '../run/make-plan.ts';
import type { Job } from '../run/job.ts';
import type { RunValues } from '../run/run-values.ts';
import { definitionsOf, ownVersion } from '../run/start-manifest.ts';
import { recordedValues } from './recorded-values.ts';
import { readLeft } from './read-left.ts';
import { changedDefinitions, changedMachine, changedVersion, refuseChanged } from './refuse-changed.ts';

/**
 * Reads the run that is to go on. Throws NOTHING_TO_RESUME if it is finished, RESUME_REFUSED if version, definitions or
 * machine are not what they were; engine and bases are compared when they are known.
 */
export async function resumeRun(folder: string, values: RunValues, context: CommandContext): Promise<Job> {
  const left = await readLeft(folder);
  const { manifest } = left;
  const { runId, plan } = manifest;
  const own = valuesOf(manifest, values);
  // Found out before an engine is taken: the baseline has to be one of the run's strategies.
  chooseBaselines([...new Set(plan.variants.map(({ strategy }) => strategy))], own.baseline, undefined);
  const files = await filesOf(runId, plan, own, context);
  refuseChanged(runId, [
    ...changedVersion(manifest.stagebench, await ownVersion(context)),
    ...changedDefinitions(manifest.definitions, await definitionsOf(plan, files, own, context)),
    ...changedMachine(manifest.machine, describeMachine()),
  ]);
  return { runId, plan, files, values: own, left };
}

/** The options of the run itself; only what does not change the rows is taken from the command line. */
function valuesOf(manifest: RunManifest, values: RunValues): RunValues {
  const { provision, quiet, json, results } = values;
  const recorded = recordedValues(manifest);
  return {
    ...recorded,
    ...{ provision, quiet, json, results },
    baseline: values.baseline ?? recorded.baseline,
    'keep-images': values['keep-images'] || recorded['keep-images'],
    'keep-logs': values['keep-logs'] || recorded['keep-logs'],
    engine: values.engine === 'auto' ? manifest.engine.kind : values.engine,
  };
}

async function filesOf(
  runId: string,
  plan: Plan,
  values: RunValues,
  context: CommandContext,
): Promise<VariantFile[]> {
  try {
    return await readVariants(context.root, [...plan.variants, control], selection(values).arms);
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    throw new StagebenchError('RESUME_REFUSED', `Run ${runId} cannot go on: ${error.message}`, {
      cause: error,
    });
  }
}
