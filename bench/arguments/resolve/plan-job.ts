import { StagebenchError } from '../../../src/domain/errors.ts';
import type { PlanJob, Selection } from '../../../src/domain/run/job.ts';
import { selection, usualRounds } from '../../../src/plan/selection.ts';
import type { Known } from '../../command-spec.ts';
import type { PlanValues } from '../../commands/plan/options.ts';
import { projectJob } from './project-job.ts';
import { seedOfShards, shardJob } from './shard-job.ts';
import { resultsFolder } from '../../options/results-folder.ts';

/** The most rounds of a cell under --until, unless --rounds says otherwise or the suite has more. */
const mostRoundsUntil = 30;

/**
 * What is to be planned, as far as options alone decide it; without a seed the clock gives one, which is recorded. Throws
 * what `selection` and `readProject` throw, and USAGE for an --until that no cell can reach.
 */
export async function planJob(values: PlanValues, known: Known): Promise<PlanJob> {
  const { definitions, clock } = known;
  const project = await projectJob(values, { definitions });
  const selected = selection(project?.definitions ?? definitions, values);
  const job: PlanJob = {
    ...(project && { project }),
    selected,
    rounds: await roundsOf(values, selected),
    seed: values.seed ?? (values.shard === undefined ? seedOf(clock.date()) : seedOfShards),
    limits: { budgetMs: values.budget, until: values.until },
    results: resultsFolder(values),
    engine: values.engine,
    json: values.json,
  };
  return shardJob(job, values, known);
}

export const seedOf = (now: Date): number => Math.floor(now.getTime() / 1000) % 2 ** 31;

/** The most rounds of a cell. Throws USAGE for an --until that needs more. */
export async function roundsOf(
  { budget, until, ...values }: Pick<PlanValues, 'budget' | 'until' | 'rounds'>,
  { suite, cells }: Pick<Selection, 'suite' | 'cells'>,
): Promise<number> {
  if (budget !== undefined) return 1;
  if (cells !== undefined && until === undefined) return Math.max(...cells.map((cell) => cell.rounds));
  if (until === undefined) return values.rounds ?? suite.rounds ?? usualRounds;
  const rounds = values.rounds ?? Math.max(suite.rounds ?? 0, mostRoundsUntil);
  // Only here: loading statistics takes a part of the time that a dry run may take.
  const { fewestToStop: needed } = await import('../../../src/stats/forecast/narrow-cells.ts');
  if (rounds >= needed) return rounds;
  throw new StagebenchError(
    'USAGE',
    `--until needs at least ${needed} rounds: no cell stops with fewer samples.`,
  );
}
