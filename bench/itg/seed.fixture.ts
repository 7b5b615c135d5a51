import { makePlan } from '../run/make-plan.ts';
import { systemClock } from '../context.ts';

/** A seed whose order visits this strategy of the go app first, of those that are selected; the control comes later. */
export function seedThatBuildsFirst(strategy: string, strategies: string[]): number {
  const nothing = { suite: 'default', scenarios: undefined, rounds: 1 };
  for (let seed = 0; ; seed += 1) {
    const plan = makePlan({ ...nothing, apps: ['go'], strategies, seed }, { clock: systemClock });
    if (plan.visits[0]?.strategy === strategy) return seed;
  }
}
