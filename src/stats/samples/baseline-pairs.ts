import { cellId, type Cell } from '../../domain/run/plan.ts';

export interface BaselinePair {
  readonly cell: Cell;
  readonly baseline: Cell;
}

/** Every cell whose strategy has a baseline, with the same app and scenario of that baseline if it is planned, in the order of the plan. */
export function baselinePairs(
  cells: readonly Cell[],
  baselineOf: ReadonlyMap<string, string>,
): BaselinePair[] {
  const planned = new Set(cells.map(cellId));
  return cells.flatMap((cell) => {
    const strategy = baselineOf.get(cell.strategy);
    if (strategy === undefined) return [];
    const baseline = { ...cell, strategy };
    return planned.has(cellId(baseline)) ? [{ cell, baseline }] : [];
  });
}
