import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import type { ProjectJob, RunJob } from '../../src/domain/run/job.ts';
import { newRunId } from '../../src/domain/run/run-id.ts';
import { control, cellId, variantId, type Cell } from '../../src/domain/run/plan.ts';
import { planOf } from '../../src/plan/selection.ts';
import { readRun, type RecordedRun } from '../../src/record/read/read-run.ts';
import { goodSamples } from '../../src/stats/samples/good-samples.ts';
import { fewestPairs, sideBySide, type Pair, type SideBySide } from '../../src/stats/trend/side-by-side.ts';
import { withProject, type CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { measurePlan } from '../measuring/measure-plan.ts';
import { knownCell } from './known-cell.ts';
import { filesOfSide } from './past-files.ts';
import type { Side } from './side.ts';

/** Pairs of builds that are taken in turns: with them +20 % is nearly always shown, where builds scatter by 5 %. */
export const usualPairs = 10;

/** What of a run is the same, whatever is built. */
export type SidesRun = Pick<RunJob, 'engine' | 'bases' | 'results' | 'quiet' | 'project'>;

export interface SidesFound extends SideBySide {
  readonly runId: string;
  readonly folder: string;
  /** Whether the two were built on other bases, and from other files. */
  readonly differs: { readonly bases: boolean; readonly files: boolean };
}

/**
 * Builds two states of a cell in turns, as a run of its own in the folder `sides` of the results, and says whether the second one takes
 * longer. Throws PAST_GONE and BASE_GONE where one cannot be had any more, SIDES_FAILED if too few pairs were built, and what a run throws.
 */
export async function measureSides(
  cell: Cell,
  { before, after }: { readonly before: Side; readonly after: Side },
  pairs: number,
  run: SidesRun,
  ofNow: CommandContext,
): Promise<SidesFound> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'stagebench-sides-'));
  try {
    const { root, definitions } = ofNow;
    const { app, scenario, arm } = knownCell(cell, definitions);
    const parts = { root, temporary, app, arm, edit: scenario.edit, project: run.project };
    const [old, now] = [
      await filesOfSide(parts, before, `${arm.id}-before`, `${arm.title}, ${before.name}`),
      await filesOfSide(parts, after, `${arm.id}-after`, `${arm.title}, ${after.name}`),
    ];
    const project = run.project && projectOfSides(run.project, old, now);
    const context = project === undefined ? ofNow : contextOfSides(ofNow, project, [old.app, now.app]);
    const held = { ...now.arm, baseline: old.arm.id };
    const arms = new Map([old.arm, held].map((one) => [one.id, one]));
    const suite = { id: 'sides', title: `${before.name} and ${after.name} in turns`, arms: () => [] };
    const selected = { suite, apps: [app], scenarios: [scenario], arms };
    const seed = Math.floor(context.clock.date().getTime() / 1000) % 2 ** 31;
    const plan = planOf({ selected, rounds: pairs, seed });
    const runId = newRunId(context.clock.date(), plan.seed);
    const results = path.join(run.results, 'sides');
    const asked: RunJob = {
      ...{ ...run, ...(project && { project }), results, selected },
      ...{ json: false, keepImages: false, keepLogs: false },
      options: { sides: cellId(cell), before: before.word, after: after.word, pairs },
      limits: { budgetMs: undefined, until: undefined },
      extras: { transfer: undefined, scan: undefined, reproduction: undefined },
      baseline: undefined,
    };
    const files = [oldest(old.file), now.file, ...(await readVariants(root, [control]))];
    // What it prints is on the way to an answer.
    await measurePlan({ runId, plan, files, asked }, { ...context, stdout: context.stderr });
    const folder = path.join(results, runId);
    const measured = await readRun(folder);
    const found = sideBySide(pairsOf(measured, plan.cells, old.arm.id));
    if (found !== undefined) return { ...found, runId, folder, differs: differences(measured.manifest) };
    throw new StagebenchError(
      'SIDES_FAILED',
      `Of ${pairs} pairs of ${cellId(cell)} fewer than ${fewestPairs} were built on both sides.`,
      { where: folder },
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What shows that the older state of a project works may be something else. */
function oldest(file: VariantFile): VariantFile {
  const { past } = file;
  if (past?.app.project === undefined) return file;
  return { ...file, past: { ...past, app: { ...past.app, project: { ...past.app.project, isBase: true } } } };
}

type Sided = Awaited<ReturnType<typeof filesOfSide>>;

/** The project as it is now, with what builds of its two states need beside it. */
const projectOfSides = (now: ProjectJob, ...sides: readonly Sided[]): ProjectJob => ({
  ...now,
  mapped: Object.assign(
    {},
    ...[...sides.map(({ app }) => app.project?.mapped), now.mapped],
  ) as ProjectJob['mapped'],
  secrets: [...now.secrets, ...sides.flatMap(({ secrets }) => secrets)],
});

/** The fake engine has to know the files of both. */
function contextOfSides(
  ofNow: CommandContext,
  project: ProjectJob,
  apps: readonly AppDefinition[],
): CommandContext {
  const context = withProject(ofNow, project);
  const { fakeWorld } = context;
  return fakeWorld === undefined
    ? context
    : { ...context, fakeWorld: { ...fakeWorld, apps: [...apps, ...fakeWorld.apps] } };
}

function differences({ pins = {} }: RecordedRun['manifest']): SidesFound['differs'] {
  const [one, other] = Object.entries(pins).flatMap(([variant, own]) =>
    variant === variantId(control) ? [] : [own],
  );
  return {
    bases: one?.bases !== other?.bases,
    files: one?.definition !== other?.definition || one?.lockfile !== other?.lockfile,
  };
}

/** Of each round in which both sides were built. */
function pairsOf({ builds, images }: RecordedRun, cells: readonly Cell[], before: string): Pair[] {
  const samplesOf = goodSamples(builds, images);
  const [old, now] = [
    cells.find(({ strategy }) => strategy === before),
    cells.find(({ strategy }) => strategy !== before),
  ];
  if (old === undefined || now === undefined) return [];
  const later = new Map(samplesOf(now).map(({ round, wallMs }) => [round, wallMs]));
  return samplesOf(old).flatMap(({ round, wallMs }): Pair[] => {
    const other = later.get(round);
    return other === undefined ? [] : [[wallMs, other]];
  });
}
