import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { goodSamples } from './good-samples.ts';
import { summarise } from './summarise.ts';

/** A cell without samples that count, and how its last build ended. */
export interface EmptyCell {
  readonly cell: Cell;
  readonly state: string;
  readonly reason?: string;
}

/** Of a run: the cell that is asked for, if it has no samples; else nothing. */
export function emptyCells({
  builds,
  images,
}: {
  readonly builds: readonly KeptBuild[];
  readonly images: readonly ImageRow[];
}): (cell: Cell) => EmptyCell[] {
  const samplesOf = goodSamples(builds, images);
  const measured = Map.groupBy(
    builds.filter(({ phase }) => phase === 'measure'),
    cellId,
  );
  return (cell) => {
    if (samplesOf(cell).length > 0) return [];
    const ofCell = measured.get(cellId(cell)) ?? [];
    const [summary] = summarise('', [cell], ofCell, images);
    const reason = ofCell.at(-1)?.reason?.split('\n')[0];
    return [{ cell, state: summary?.state ?? 'not-started', ...(reason === undefined ? {} : { reason }) }];
  };
}
