import { cellId, variantId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';

/** A build that counts: measured, as its scenario demands, of an image that works. */
export interface GoodSample extends TimedSample {
  readonly row: KeptBuild;
}

/** The samples of each cell that count, in order of execution; none for a cell that has none. */
export function goodSamples(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): (cell: Cell) => readonly GoodSample[] {
  const works = new Set(images.filter((image) => image.healthy).map(variantId));
  const good = builds.flatMap((row): GoodSample[] => {
    const { phase, state, round, wall_ms: wallMs } = row;
    const counts = phase === 'measure' && state === 'built' && works.has(variantId(row));
    return counts && wallMs !== undefined ? [{ round, wallMs, row }] : [];
  });
  const samples = Map.groupBy(good, ({ row }) => cellId(row));
  return (cell) => samples.get(cellId(cell)) ?? [];
}

/** What the statistics need of a built sample: when it was taken and how long it took. */
export interface TimedSample {
  /** From 1. */
  readonly round: number;
  /** Above 0. */
  readonly wallMs: number;
}
