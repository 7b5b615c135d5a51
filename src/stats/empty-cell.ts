import { cellId, type Cell } from '../domain/plan.ts';
import type { BuildRow, ImageRow } from '../record/rows.ts';
import { goodSamples } from './good-samples.ts';
import { summarise } from './summarise.ts';

/** A cell without samples that count, and how its last build ended. */
export interface EmptyCell {
  readonly cell: Cell;
  readonly state: string;
  readonly reason?: string;
}

/** The cell, if it has no samples; else nothing. */
export function withoutSamples(
  cell: Cell,
  { builds, images }: { readonly builds: readonly BuildRow[]; readonly images: readonly ImageRow[] },
): EmptyCell[] {
  if (goodSamples(builds, images)(cell).length > 0) return [];
  const ofCell = builds.filter((row) => row.phase === 'measure' && cellId(row) === cellId(cell));
  const [summary] = summarise('', [cell], ofCell, images);
  const reason = ofCell.at(-1)?.reason?.split('\n')[0];
  return [{ cell, state: summary?.state ?? 'aborted', ...(reason === undefined ? {} : { reason }) }];
}
