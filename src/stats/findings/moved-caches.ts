import { median } from 'simple-statistics';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';

/** What the caches of a cell weighed and took: medians over its builds; ms. Undefined where no build says. */
export interface MovedCacheOfCell {
  readonly cell: Cell;
  readonly bytes: number | undefined;
  readonly exportMs: number | undefined;
  readonly importMs: number | undefined;
  /** How many caches were exported. */
  readonly exports: number;
}

/** The cells whose builds import a cache, in the order of the plan. */
export function movedCaches(cells: readonly Cell[], builds: readonly KeptBuild[]): MovedCacheOfCell[] {
  const good = builds.filter(({ state }) => state === 'built');
  const moved = good.filter((row) => row.cache_export_ms !== undefined || row.cache_import_ms !== undefined);
  const ofCell = Map.groupBy(moved, cellId);
  return cells.flatMap((cell) => {
    const rows = ofCell.get(cellId(cell));
    if (rows === undefined) return [];
    const { app, strategy, scenario } = cell;
    return [
      {
        cell: { app, strategy, scenario },
        bytes: medianOf(rows.map((row) => row.cache_bytes)),
        exportMs: medianOf(rows.map((row) => row.cache_export_ms)),
        importMs: medianOf(rows.map((row) => row.cache_import_ms)),
        exports: rows.filter((row) => row.cache_export_ms !== undefined).length,
      },
    ];
  });
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : median(known);
}
