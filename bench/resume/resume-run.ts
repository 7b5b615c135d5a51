import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunJob } from '../../src/domain/job.ts';
import { control, type Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import { chooseBaselines } from '../../src/stats/compare/choose-baselines.ts';
import type { CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { describeMachine } from '../run/machine.ts';
import type { Job } from '../run/job.ts';
import { definitionsOf, ownVersion } from '../run/start-manifest.ts';
import { readLeft } from './read-left.ts';
import { changedDefinitions, changedMachine, changedVersion, refuseChanged } from './refuse-changed.ts';

/**
 * Reads the run that is to go on. Throws NOTHING_TO_RESUME if it is finished, RESUME_REFUSED if version, definitions or
 * machine are not what they were; engine and bases are compared when they are known.
 */
export async function resumeRun(
  folder: string,
  jobOf: (manifest: RunManifest) => RunJob,
  context: CommandContext,
): Promise<Job> {
  const left = await readLeft(folder);
  const { manifest } = left;
  const { runId, plan } = manifest;
  const asked = jobOf(manifest);
  // Found out before an engine is taken: the baseline has to be one of the run's strategies.
  chooseBaselines([...new Set(plan.variants.map(({ strategy }) => strategy))], asked.baseline, undefined);
  const files = await filesOf(runId, plan, asked, context);
  refuseChanged(runId, [
    ...changedVersion(manifest.stagebench, await ownVersion(context)),
    ...changedDefinitions(manifest.definitions, await definitionsOf(plan, files, asked, context)),
    ...changedMachine(manifest.machine, describeMachine()),
  ]);
  return { runId, plan, files, asked, left };
}

async function filesOf(
  runId: string,
  plan: Plan,
  { selected }: RunJob,
  context: CommandContext,
): Promise<VariantFile[]> {
  try {
    return await readVariants(context.root, [...plan.variants, control], selected.arms);
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    throw new StagebenchError('RESUME_REFUSED', `Run ${runId} cannot go on: ${error.message}`, {
      cause: error,
    });
  }
}
