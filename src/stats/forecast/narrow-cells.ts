import { median } from 'simple-statistics';
import { cellId } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { visitRows } from '../samples/visit-rows.ts';

/** An interval of 6 to 8 samples is too uncertain itself: where it is narrow by chance, the cell would stop. */
const firstLook = 9;
/** The next look comes with half as many samples again. */
const growth = 1.5;

const nextLook = (look: number): number => Math.ceil(look * growth);

/** No cell stops with fewer samples. */
export const fewestToStop = nextLook(firstLook);

/**
 * By how many samples a cell may stop. Its interval is looked at after 9, 14, 21, 32, 48 … samples only, and one that is narrow
 * at a look stops at the next. Whoever looks after every sample and stops at once stops where the samples happen to lie close
 * together, and the interval that is then shown encloses the truth less often than it says; a third of samples that had no
 * say in it and few looks keep 93 to 97 % over all cells (`narrow-cells.test.ts`). Among the cells that stop it is less where
 * few do (`until-coverage.slow.test.ts`, docs/method.md). The last look is not asked for a narrow interval again: that would
 * choose anew.
 */
export function isStopped(times: readonly number[], halfWidth: number): boolean {
  refuseNaN('times', times);
  refuseNaN('halfWidth', halfWidth);
  let look = firstLook;
  for (;;) {
    const next = nextLook(look);
    if (next > times.length) return false;
    if (relativeHalfWidth(times.slice(0, look)) <= halfWidth) return true;
    look = next;
  }
}

/** Ids of cells whose median is known well enough: `halfWidth` of its 95 % interval relative to it, 0.03 = ± 3 %. */
export function narrowCells(builds: readonly KeptBuild[], halfWidth: number): Set<string> {
  const samples = Map.groupBy(
    visitRows(builds).filter(({ phase, state }) => phase === 'measure' && state === 'built'),
    cellId,
  );
  const timesOf = (rows: readonly KeptBuild[]): number[] =>
    rows.flatMap(({ wall_ms: wallMs }) => (wallMs === undefined ? [] : [wallMs]));
  const narrow = [...samples].filter(([, rows]) => isStopped(timesOf(rows), halfWidth));
  return new Set(narrow.map(([cell]) => cell));
}

function relativeHalfWidth(times: readonly number[]): number {
  const interval = medianInterval(times);
  return interval === undefined ? Infinity : (interval.high - interval.low) / 2 / median(times);
}
