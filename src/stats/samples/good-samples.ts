import { median } from 'simple-statistics';
import { cellId, variantId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { visits } from './visit-rows.ts';

/** A visit that counts: all its builds were measured as the scenario demands, of an image that works. */
export interface GoodSample extends TimedSample {
  /** Of its builds, in order of execution. */
  readonly rows: readonly [KeptBuild, ...KeptBuild[]];
}

/**
 * The samples of each cell that count, in order of execution; none for a cell that has none. This is the one place where
 * rows of builds become samples: the sample of a visit is the median of its builds.
 */
export function goodSamples(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): (cell: Cell) => readonly GoodSample[] {
  const works = new Set(images.filter(({ healthy }) => healthy !== false).map(variantId));
  const good = visits(builds).flatMap(({ rows }): GoodSample[] => {
    const [first] = rows;
    const times = rows.flatMap(({ wall_ms: wallMs }) => (wallMs === undefined ? [] : [wallMs]));
    const counts = rows.every(({ phase, state }) => phase === 'measure' && state === 'built');
    if (!counts || times.length < rows.length || !works.has(variantId(first))) return [];
    return [{ round: first.round, wallMs: median(times), rows }];
  });
  const samples = Map.groupBy(good, ({ rows: [first] }) => cellId(first));
  return (cell) => samples.get(cellId(cell)) ?? [];
}

/** What the statistics need of a built sample: when it was taken and how long it took. */
export interface TimedSample {
  /** From 1. */
  readonly round: number;
  /** Above 0. */
  readonly wallMs: number;
}
