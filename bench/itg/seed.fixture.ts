import { planOf, selection } from '../../src/plan/selection.ts';
import { definitions } from '../registry.ts';

/** A seed whose order visits this strategy of the go app first, of those that are selected; the control comes later. */
export function seedThatBuildsFirst(strategy: string, strategies: string[]): number {
  const selected = selection(definitions, { apps: ['go'], strategies });
  for (let seed = 0; ; seed += 1)
    if (planOf({ selected, rounds: 1, seed }).visits[0]?.strategy === strategy) return seed;
}
