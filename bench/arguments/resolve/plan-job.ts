import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { PlanJob, Selection } from '../../../src/domain/run/job.ts';
import { selection, usualRounds } from '../../../src/plan/selection.ts';
import type { Known } from '../../command-spec.ts';
import type { PlanValues } from '../../commands/plan/options.ts';

/** The most rounds of a cell under --until, if neither --rounds nor the suite says otherwise. */
const mostRoundsUntil = 30;

/**
 * What is to be planned, as far as options alone decide it; without a seed the clock gives one, which is recorded. Throws
 * what `selection` throws, and USAGE for an --until that no cell can reach.
 */
export async function planJob(values: PlanValues, { definitions, clock }: Known): Promise<PlanJob> {
  const selected = selection(definitions, values);
  return {
    selected,
    rounds: await roundsOf(values, selected),
    seed: values.seed ?? Math.floor(clock.date().getTime() / 1000) % 2 ** 31,
    limits: { budgetMs: values.budget, until: values.until },
    results: path.resolve(values.results),
    engine: values.engine,
    json: values.json,
  };
}

async function roundsOf({ budget, until, ...values }: PlanValues, { suite }: Selection): Promise<number> {
  if (budget !== undefined) return 1;
  const rounds = values.rounds ?? suite.rounds;
  if (until === undefined) return rounds ?? usualRounds;
  // Only here: loading statistics takes a part of the time that a dry run may take.
  const { samplesForInterval } = await import('../../../src/stats/intervals/median-interval.ts');
  const needed = samplesForInterval();
  if ((rounds ?? mostRoundsUntil) >= needed) return rounds ?? mostRoundsUntil;
  throw new StagebenchError(
    'USAGE',
    `--until needs at least ${needed} rounds: fewer samples have no 95 % interval.`,
  );
}
