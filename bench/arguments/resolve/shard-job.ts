import { StagebenchError } from '../../../src/domain/errors.ts';
import type { PlanJob } from '../../../src/domain/run/job.ts';
import type { RecordedShard } from '../../../src/domain/run/shard.ts';
import type { Plan } from '../../../src/domain/run/plan.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { describeSplit } from '../../../src/plan/shards/describe-split.ts';
import { narrow } from '../../../src/plan/shards/narrow.ts';
import { readShard } from '../../../src/plan/shards/read-shard.ts';
import { splitPlan } from '../../../src/plan/shards/split-plan.ts';
import type { EarlierCosts } from '../../../src/schedule/earlier-costs.ts';
import type { Known } from '../../command-spec.ts';
import type { PlanValues } from '../../commands/plan/options.ts';
import { isMeantEngine } from '../../forecast/is-meant-engine.ts';

/** All shards of one plan must have one seed, and no clock is the same on two machines. */
export const seedOfShards = 1;

/** The part of a job that `--shard` names; all of it without. Throws USAGE, and UNKNOWN_NAME for a run that is not there. */
export async function shardJob(job: PlanJob, values: PlanValues, known: Known): Promise<PlanJob> {
  if (values.shard === undefined) return job;
  const { number, of } = readShard(values.shard, known.environment);
  const plan = planOf(job);
  const earlier = await costsFor(plan, job, values.balance, known);
  const shard: RecordedShard = {
    ...{ number, of, split: splitPlan(plan, job.selected, of, earlier?.costs) },
    ...(earlier && { balancedBy: earlier.runId }),
  };
  const selected = narrow(job.selected, shard);
  return {
    ...job,
    selected,
    // Claims say of each cell how often it is built: the others may be those that need most.
    ...(selected.cells && {
      rounds: Math.min(job.rounds, Math.max(...selected.cells.map(({ rounds }) => rounds))),
    }),
    shard: {
      ...shard,
      told: describeSplit(plan, shard, earlier?.costs),
      whole: { plan, selected: job.selected },
    },
  };
}

/** What an earlier run took: the named one, or the newest, on whichever machine. */
async function costsFor(
  plan: Plan,
  { results, engine, project }: PlanJob,
  balance: string | undefined,
  { definitions }: Known,
): Promise<Pick<EarlierCosts, 'runId' | 'costs'> | undefined> {
  if (balance === 'even') return undefined;
  const { costsOfRun, earlierCosts } = await import('../../../src/schedule/earlier-costs.ts');
  const { scenarios } = project?.definitions ?? definitions;
  if (balance === undefined)
    return earlierCosts(results, plan, scenarios, {}, ({ kind }) => isMeantEngine(kind, engine));
  const { findRun } = await import('../../../src/record/find/find-run.ts');
  const folder = await findRun(balance, results);
  const { readManifest } = await import('../../../src/record/read/read-run.ts');
  const { runId } = await readManifest(folder);
  const found = await costsOfRun(folder, plan, scenarios);
  if (found !== undefined) return found;
  throw new StagebenchError(
    'USAGE',
    `--balance ${balance}: run ${runId} cannot say what this plan takes: it has not built all of its cells.`,
  );
}
