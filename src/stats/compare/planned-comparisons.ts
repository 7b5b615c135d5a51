import { cellId, type Plan } from '../../domain/run/plan.ts';
import type { ComparedCells } from '../forecast/rounds-for-verdict.ts';
import { chooseBaselines } from './choose-baselines.ts';

/**
 * What will be held against what in a run of this plan: `ofSuite` is what its suite says, `wanted` the baseline that was asked
 * for. Throws UNKNOWN_NAME if that is none of its strategies.
 */
export function plannedComparisons(
  { cells, variants }: Pick<Plan, 'cells' | 'variants'>,
  ofSuite: Readonly<Record<string, string>> | undefined,
  wanted?: string,
): ComparedCells[] {
  const strategies = [...new Set(variants.map(({ strategy }) => strategy))];
  const { of: baselineOf } = chooseBaselines(strategies, wanted, ofSuite);
  const planned = new Set(cells.map(cellId));
  return cells.flatMap((cell) => {
    const strategy = baselineOf.get(cell.strategy);
    const baseline = { ...cell, strategy: strategy ?? '' };
    return planned.has(cellId(baseline)) ? [{ cell, baseline }] : [];
  });
}
