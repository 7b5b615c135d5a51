import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunJob } from '../../src/domain/run/job.ts';
import { newRunId } from '../../src/domain/run/run-id.ts';
import { control, variantId, type Variant } from '../../src/domain/run/plan.ts';
import { planOf } from '../../src/plan/selection.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import type { CommandContext } from '../context.ts';
import { readVariants } from '../definitions.ts';
import { measurePlan } from '../measuring/measure-plan.ts';
import { writeWords } from '../terminal/wrapped.ts';
import { knownCell } from './known-cell.ts';
import type { SidesRun } from './measure-sides.ts';

/** Of a night. */
const mostVariants = 3;

/**
 * Builds images again that changed although no input has, and names files that differ: by variant. What cannot be built is left out, and
 * told. Passes on INTERRUPTED.
 */
export async function nameDifferences(
  variants: readonly Variant[],
  run: SidesRun,
  context: CommandContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const variant of variants.slice(0, mostVariants)) {
    writeWords(
      context.stderr,
      `${variantId(variant)} changed although no input has: it is built again, to name what differs`,
    );
    try {
      found.set(variantId(variant), await differencesOf(variant, run, context));
    } catch (error) {
      if (!(error instanceof StagebenchError) || error.code === 'INTERRUPTED') throw error;
      writeWords(context.stderr, `note: ${error.message}`);
    }
  }
  return found;
}

async function differencesOf(variant: Variant, run: SidesRun, context: CommandContext): Promise<string[]> {
  const { app, scenario, arm } = knownCell({ ...variant, scenario: control.scenario }, context.definitions);
  const suite = { id: 'again', title: `${variantId(variant)} built again`, arms: () => [] };
  const selected = { suite, apps: [app], scenarios: [scenario], arms: new Map([[arm.id, arm]]) };
  const seed = Math.floor(context.clock.date().getTime() / 1000) % 2 ** 31;
  const plan = planOf({ selected, rounds: 1, seed });
  const runId = newRunId(context.clock.date(), plan.seed);
  const results = path.join(run.results, 'sides');
  const asked: RunJob = {
    ...{ ...run, results, selected, json: false, keepImages: false, keepLogs: false },
    options: {
      again: variantId(variant),
      apps: [app.id],
      strategies: [arm.id],
      scenarios: [scenario.id],
      rounds: 1,
      reproducible: true,
    },
    limits: { budgetMs: undefined, until: undefined },
    extras: { transfer: undefined, scan: undefined, reproduction: true },
    baseline: undefined,
  };
  const files = await readVariants(context.root, [...plan.variants, control], selected);
  await measurePlan({ runId, plan, files, asked }, { ...context, stdout: context.stderr });
  const { images } = await readRun(path.join(results, runId));
  return images.flatMap(({ differing_paths: paths }) => (paths === undefined ? [] : paths.split('; ')));
}
