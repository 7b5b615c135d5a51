import type { CellComparison } from '../stats/compare-pairs.ts';

/** How the verdicts of a table came about; `ratio` says what is divided by what. */
export function methodText(comparisons: readonly CellComparison[], ratio: string): string {
  const family = familySize(comparisons);
  return (
    `${ratio}; in brackets the 95 % interval of the ratio (smoothed bootstrap of the medians); ~ no difference shown ` +
    `(exact rank test, Holm over ${family} comparison${family === 1 ? '' : 's'}, minimum effect 1 %)`
  );
}

/** Only what was tested is part of the family: cells without samples are not. */
export const familySize = (comparisons: readonly CellComparison[]): number =>
  comparisons.filter(({ time }) => time.p !== undefined).length;
