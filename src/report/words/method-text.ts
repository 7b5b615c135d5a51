import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { ratioMethod } from '../../stats/intervals/ratio-interval.ts';
import { usualMinimumEffect } from '../../stats/tests/verdict.ts';

/** How the verdicts of a table came about; `ratio` says what is divided by what. */
export function methodText(comparisons: readonly CellComparison[], ratio: string): string {
  const family = familySize(comparisons);
  const interval = comparisons.some(({ time }) => time.ratioInterval !== undefined)
    ? `; in brackets the 95 % interval of the ratio, by ${ratioMethod}`
    : '';
  return (
    `${ratio}${interval}; ~ no difference shown ` +
    `(exact rank test, Holm over ${family} comparison${family === 1 ? '' : 's'}, ` +
    `minimum effect ${100 * usualMinimumEffect} %)`
  );
}

/** Only what was tested is part of the family: cells without samples are not. */
export const familySize = (comparisons: readonly CellComparison[]): number =>
  comparisons.filter(({ time }) => time.p !== undefined).length;
