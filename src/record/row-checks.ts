import { control, variantId, type Cell, type Plan, type Variant } from '../domain/plan.ts';
import { isReplaceable } from './latest-images.ts';
import type { RowCheck } from './read-csv.ts';
import type { ImageRow } from './rows.ts';

/** A prime fills the cache for the cells that are measured, in a scenario of the plan. */
export const buildChecks = ({ cells }: Pick<Plan, 'cells'>): RowCheck<Cell>[] => [
  planned([...cells, control], ['app', 'strategy', 'scenario']),
];

export const imageChecks = ({ variants }: Pick<Plan, 'variants'>): RowCheck<ImageRow>[] => [
  planned<Variant>(variants, ['app', 'strategy']),
  onceEach(),
];

/** Refuses rows of what was never planned, naming the first column that does not fit. */
function planned<Row extends object>(
  known: readonly Row[],
  columns: readonly (keyof Row & string)[],
): RowCheck<Row> {
  return (row) => {
    const unknown = columns.find(
      (_, index) =>
        !known.some((one) => columns.slice(0, index + 1).every((column) => one[column] === row[column])),
    );
    return unknown && { column: unknown, problem: `"${String(row[unknown])}" is not in the plan` };
  };
}

/** Each variant has one image: a second row would silently take the place of the first, if that says what was found. */
function onceEach(): RowCheck<ImageRow> {
  const seen = new Set<string>();
  return (row) => {
    const id = variantId(row);
    if (seen.has(id)) return { column: 'strategy', problem: `${id} has a row already` };
    if (!isReplaceable(row)) seen.add(id);
    return undefined;
  };
}
