import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import { control, type Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import { newestSchema } from '../../src/record/manifest.ts';
import { readResumable } from '../../src/record/read-resumable.ts';
import type { CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { describeMachine } from '../machine.ts';
import { selection } from '../make-plan.ts';
import type { Job } from '../measure-plan.ts';
import type { RunValues } from '../run-values.ts';
import { definitionsOf } from '../start-manifest.ts';
import { findResumable, isFinished } from './find-resumable.ts';
import { changedDefinitions, changedMachine, refuseChanged } from './refuse-changed.ts';

/**
 * Reads the run that is to go on. Throws RESUME_REFUSED if it is finished, or if definitions or machine are not what they
 * were; engine and bases are compared when they are known.
 */
export async function resumeRun(values: RunValues, context: CommandContext): Promise<Job> {
  const left = await readResumable(await findResumable(values.resume ?? '', path.resolve(values.results)));
  const { manifest } = left;
  const { runId, plan } = manifest;
  if (isFinished(manifest))
    throw new StagebenchError(
      'RESUME_REFUSED',
      `Run ${runId} is ${String(manifest.outcome)}: there is nothing to resume.`,
    );
  if (manifest.schema !== newestSchema)
    refuseChanged(runId, [
      `run.json has schema ${manifest.schema}; this version of Stagebench writes ${newestSchema}`,
    ]);
  const own = valuesOf(manifest, values);
  const files = await filesOf(runId, plan, own, context);
  refuseChanged(runId, [
    ...changedDefinitions(manifest.definitions, await definitionsOf(plan, files, context)),
    ...changedMachine(manifest.machine, describeMachine()),
  ]);
  return { runId, plan, files, values: own, left };
}

/** The options of the run itself; only what does not change the rows is taken from the command line. */
function valuesOf({ options, engine }: RunManifest, values: RunValues): RunValues {
  const { provision, quiet, json, results } = values;
  const recorded = options as unknown as RunValues;
  return {
    ...recorded,
    ...{ provision, quiet, json, results },
    'keep-images': values['keep-images'] || recorded['keep-images'],
    'keep-logs': values['keep-logs'] || recorded['keep-logs'],
    engine: values.engine === 'auto' ? engine.kind : values.engine,
  };
}

async function filesOf(
  runId: string,
  plan: Plan,
  values: RunValues,
  context: CommandContext,
): Promise<VariantFile[]> {
  try {
    const { strategies } = selection(values);
    return await readVariants(context.root, [...plan.variants, control], strategies);
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    throw new StagebenchError('RESUME_REFUSED', `Run ${runId} cannot go on: ${error.message}`, {
      cause: error,
    });
  }
}
