import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import type { Suite } from '../../src/domain/definitions/suite.ts';
import type { Limits, ProjectJob, RunJob } from '../../src/domain/run/job.ts';
import { control, type Cell } from '../../src/domain/run/plan.ts';
import { newRunId } from '../../src/domain/run/run-id.ts';
import { selectScenarios } from '../../src/plan/select.ts';
import { planOf } from '../../src/plan/selection.ts';
import { readRun, type RecordedRun } from '../../src/record/read/read-run.ts';
import { compareRuns, type RunsComparison } from '../../src/stats/compare/compare-runs.ts';
import { withProject, type CommandContext } from '../context.ts';
import { readVariants, type VariantFile } from '../definitions.ts';
import { measurePlan } from '../measuring/measure-plan.ts';
import { projectJobOf } from '../project/open-project.ts';
import { armsOf, type ReadRefs } from './read-refs.ts';

/** How two commits are measured, whatever they are. */
export interface RefsRun extends Pick<RunJob, 'engine' | 'bases' | 'results' | 'quiet'> {
  readonly suite: Suite;
  readonly scenarios: readonly string[] | undefined;
  readonly rounds: number;
  readonly seed: number;
  readonly limits: Limits;
}

export interface MeasuredRefs {
  readonly run: RecordedRun;
  readonly compared: RunsComparison;
  /** Every cell has its samples. */
  readonly isComplete: boolean;
  /** What a cell is called without the commit that it is of. */
  readonly nameOf: (cell: Cell) => string;
}

/** Builds all that both commits have in turns, as one run in the folder `sides` of the results, and holds the newer one against the older. */
export async function measureRefs(
  refs: ReadRefs,
  { suite, rounds, seed, limits, ...run }: RefsRun,
  ofSamples: CommandContext,
): Promise<MeasuredRefs> {
  const project = await projectOf(refs, ofSamples);
  const context = contextOfRefs(refs, project, ofSamples);
  const pairs = refs.pairs.map((pair) => ({ ...armsOf(pair, refs), name: pair.name }));
  const arms = new Map(pairs.flatMap(({ base, head }) => [base, head]).map((arm) => [arm.id, arm]));
  const { scenarios: known } = project.definitions;
  const { app } = refs.head.project;
  const scenarios = selectScenarios(known, run.scenarios);
  const selected = { suite, apps: [app], scenarios, arms };
  const plan = planOf({ selected, rounds, seed });
  const runId = newRunId(context.clock.date(), plan.seed);
  const results = path.join(run.results, 'sides');
  const asked: RunJob = {
    ...{ ...run, project, results, selected, limits, json: false, keepImages: false, keepLogs: false },
    options: {
      ...{ refs: `${refs.base.word}..${refs.head.word}`, before: refs.base.commit, after: refs.head.commit },
      ...{ scenarios: scenarios.map(({ id }) => id), rounds },
    },
    extras: { transfer: undefined, scan: undefined, reproduction: undefined },
    baseline: undefined,
  };
  const files = [
    ...(await filesOf(
      refs.head.project.app,
      pairs.map(({ head }) => head),
    )),
    ...(await baseFiles(
      refs.base.project.app,
      pairs.map(({ base }) => base),
    )),
    ...(await readVariants(context.root, [control])),
  ];
  const exitCode = await measurePlan({ runId, plan, files, asked, isPart: true }, context);
  const recorded = await readRun(path.join(results, runId));
  const names = new Map(pairs.flatMap(({ base, head, name }) => [base, head].map(({ id }) => [id, name])));
  const nameOf = ({ strategy, scenario }: Cell) => `${names.get(strategy) ?? strategy} ${scenario}`;
  const ofBase = new Set(pairs.map(({ base }) => base.id));
  const { cells } = recorded.manifest.plan;
  const side = (isBase: boolean) => ({
    run: recorded,
    cells: cells.filter(({ app: id, strategy }) => id === app.id && ofBase.has(strategy) === isBase),
  });
  const compared = await compareRuns(side(true), side(false), nameOf, () => setImmediate());
  return { run: recorded, compared, isComplete: exitCode === 0, nameOf };
}

/** The project of the newer commit, with what builds of the older one need beside it. */
async function projectOf(
  { base, head }: ReadRefs,
  { definitions, environment }: Pick<CommandContext, 'definitions' | 'environment'>,
): Promise<ProjectJob> {
  const job = await projectJobOf(head.project, definitions, environment, [base.project]);
  return { ...job, mapped: { ...base.project.app.project.mapped, ...job.mapped } };
}

/** The fake engine has to know the files of both. */
function contextOfRefs(
  { base, head }: ReadRefs,
  project: ProjectJob,
  ofSamples: CommandContext,
): CommandContext {
  const context = withProject(ofSamples, project);
  const { fakeWorld } = context;
  return fakeWorld === undefined
    ? context
    : { ...context, fakeWorld: { ...fakeWorld, apps: [head.project.app, base.project.app] } };
}

function filesOf(app: AppDefinition, arms: readonly Arm[]): Promise<VariantFile[]> {
  const variants = arms.map(({ id }) => ({ app: app.id, strategy: id }));
  return readVariants('', variants, { apps: [app], arms: new Map(arms.map((arm) => [arm.id, arm])) });
}

async function baseFiles(app: AppDefinition, arms: readonly Arm[]): Promise<VariantFile[]> {
  const past = { root: app.project?.root ?? '', app, mayUseToday: true };
  return (await filesOf(app, arms)).map((file) => ({ ...file, past }));
}
