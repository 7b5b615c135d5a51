import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { EngineKind } from '../../src/domain/engine-info.ts';
import type { EngineChoice, MoreRounds, RunJob } from '../../src/domain/run/job.ts';
import { control, type Plan } from '../../src/domain/run/plan.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import { chooseBaselines } from '../../src/stats/compare/choose-baselines.ts';
import { withProject, type CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import type { Job } from '../measuring/job.ts';
import { definitionsOf, ownVersion } from '../measuring/start-manifest.ts';
import { readLeft } from '../../src/record/read/read-left.ts';
import { extended } from './extended.ts';
import { changedDefinitions, changedEnvironment, refuseChanged } from '../../src/schedule/refuse-changed.ts';

/**
 * Reads the run that is to go on, with a longer plan if it gets more rounds. Throws NOTHING_TO_RESUME if it is finished and gets
 * none, RESUME_REFUSED if version, definitions or machine are not what they were, and what `extendRun` throws; engine and bases
 * are compared when they are known.
 */
export async function resumeRun(
  folder: string,
  more: MoreRounds | undefined,
  jobOf: (manifest: RunManifest, results: string) => Promise<RunJob>,
  ofSamples: CommandContext,
): Promise<Job> {
  const found = await readLeft(folder, more !== undefined);
  const asked = await jobOf(found.manifest, path.dirname(path.resolve(folder)));
  const context = withProject(ofSamples, asked.project);
  const left = await extended(found, more, asked, context);
  const { manifest } = left;
  const { runId, plan } = manifest;
  // Found out before an engine is taken: the baseline has to be one of the run's strategies.
  chooseBaselines([...new Set(plan.variants.map(({ strategy }) => strategy))], asked.baseline, undefined);
  const files = await filesOf(runId, plan, asked, context);
  refuseChanged(runId, [
    ...changedEnvironment({ stagebench: manifest.stagebench }, { stagebench: await ownVersion(context) }),
    ...changedDefinitions(manifest.definitions, await definitionsOf(plan, files, asked, context)),
    ...changedEnvironment({ machine: manifest.machine }, { machine: describeMachine() }),
    ...madeUpElsewhere(manifest.engine.kind, asked.engine.engine),
  ]);
  return { runId, plan, files, asked, left, ...(more && { more }) };
}

/** Made up rows and measured ones do not mix: that is known before any engine is connected. */
const madeUpElsewhere = (was: EngineKind, is: EngineChoice['engine']): string[] =>
  (was === 'fake') === (is === 'fake') ? [] : [`the engine was ${was} and is ${is}`];

async function filesOf(
  runId: string,
  plan: Plan,
  { selected }: RunJob,
  context: CommandContext,
): Promise<VariantFile[]> {
  try {
    return await readVariants(context.root, [...plan.variants, control], selected);
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    throw new StagebenchError('RESUME_REFUSED', `Run ${runId} cannot go on: ${error.message}`, {
      cause: error,
    });
  }
}
