import { cellId, type Plan } from '../../domain/run/plan.ts';
import type { ComparedCells } from '../forecast/rounds-for-verdict.ts';
import { chooseBaselines } from './choose-baselines.ts';

/**
 * What will be held against what in a run of this plan, unless it is asked for another baseline: `ofSuite` is what its suite
 * says. (Another baseline changes who is compared with whom, and hardly ever how many are.)
 */
export function plannedComparisons(
  { cells, variants }: Pick<Plan, 'cells' | 'variants'>,
  ofSuite: Readonly<Record<string, string>> | undefined,
): ComparedCells[] {
  const strategies = [...new Set(variants.map(({ strategy }) => strategy))];
  const { of: baselineOf } = chooseBaselines(strategies, undefined, ofSuite);
  const planned = new Set(cells.map(cellId));
  return cells.flatMap((cell) => {
    const strategy = baselineOf.get(cell.strategy);
    const baseline = { ...cell, strategy: strategy ?? '' };
    return planned.has(cellId(baseline)) ? [{ cell, baseline }] : [];
  });
}
