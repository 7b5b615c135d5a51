import { StagebenchError } from '../../src/domain/errors.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { CommandContext } from '../context.ts';
import { makePlan, selection } from './make-plan.ts';
import type { Values } from '../options.ts';

export type PlanValues = Values<
  'suite' | 'apps' | 'strategies' | 'scenarios' | 'rounds' | 'budget' | 'until' | 'seed'
>;

/** The most rounds of a cell under --until, if neither --rounds nor the suite says otherwise. */
const mostRoundsUntil = 30;

/**
 * The plan as far as options alone decide it: under a budget that is round 1. Throws USAGE for an --until that no cell
 * can reach.
 */
export async function planRun(values: PlanValues, context: Pick<CommandContext, 'clock'>): Promise<Plan> {
  if (values.budget !== undefined) return makePlan({ ...values, rounds: 1 }, context);
  if (values.until === undefined) return makePlan(values, context);
  const rounds = values.rounds ?? selection(values).suite.rounds ?? mostRoundsUntil;
  // Only here: loading statistics takes a part of the time that a dry run may take.
  const { samplesForInterval } = await import('../../src/stats/intervals/median-interval.ts');
  const needed = samplesForInterval();
  if (rounds < needed)
    throw new StagebenchError(
      'USAGE',
      `--until needs at least ${needed} rounds: fewer samples have no 95 % interval.`,
    );
  return makePlan({ ...values, rounds }, context);
}
