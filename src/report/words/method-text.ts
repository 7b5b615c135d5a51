import type { Doubt } from '../../domain/run/comparison.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { shiftMethod } from '../../stats/intervals/paired-shift.ts';
import { ratioMethod } from '../../stats/intervals/ratio-interval.ts';
import { usualMinimumEffect } from '../../stats/tests/verdict.ts';

/** Whether the cells that are compared are of one run, whose rounds they share, or of two. */
export type Compared = 'within a run' | 'between runs';

const least = `${100 * usualMinimumEffect} %`;

/** How the verdicts of a table came about; `ratio` says what is divided by what. */
export function methodText(
  comparisons: readonly CellComparison[],
  ratio: string,
  compared: Compared,
): string {
  const words = methods[compared];
  const interval = comparisons.some(({ time }) => time.ratioInterval !== undefined)
    ? `; in brackets its 95 % interval, by ${words.interval}`
    : '';
  const doubts = new Set(
    comparisons.flatMap(({ time: { verdict } }) => (verdict.kind === 'same' ? (verdict.why ?? []) : [])),
  );
  const why = (Object.keys(doubtMeanings) as Doubt[])
    .filter((doubt) => doubts.has(doubt))
    .map((doubt) => `; ~ ${doubtWords[doubt]}: ${doubtMeanings[doubt]}`);
  const zeros = comparisons.reduce((sum, { time }) => sum + (time.zeroRounds ?? 0), 0);
  const without = zeros === 0 ? '' : `; left out, because one of the two took 0 ms: ${zeros} ratios`;
  return (
    `${ratio}${words.ratio}${interval}; ~ no difference shown ` +
    `(${words.test}, ${words.correction(comparisons)}, minimum effect ${least})${why.join('')}${without}`
  );
}

interface MethodWords {
  readonly ratio: string;
  readonly interval: string;
  readonly test: string;
  readonly correction: (comparisons: readonly CellComparison[]) => string;
}

const methods: Readonly<Record<Compared, MethodWords>> = {
  'within a run': {
    ratio: ' in the same round (Hodges-Lehmann)',
    interval: shiftMethod,
    test: 'rounds flipped, moderated t',
    correction: (comparisons) => `corrected for ${familiesText(comparisons)}`,
  },
  'between runs': {
    ratio: '',
    interval: ratioMethod,
    test: 'exact rank test',
    correction: (comparisons) => `Holm over ${familiesText(comparisons)}`,
  },
};

/** What stands beside `~`, where the test or the interval alone would show a difference. */
export const doubtWords: Readonly<Record<Doubt, string>> = {
  corrected: 'corrected',
  small: `under ${least}`,
  disagree: 'doubtful',
};

const doubtMeanings: Readonly<Record<Doubt, string>> = {
  corrected: 'alone it would count, among so many comparisons it does not',
  small: 'shown, but too small to count',
  disagree: 'the test and the interval do not agree',
};

/** Only what was tested is part of the family: cells without samples are not. */
export const familySize = (comparisons: readonly CellComparison[]): number =>
  comparisons.filter(({ time }) => time.p !== undefined).length;

/** Each scenario is a family: `the 15 comparisons of each scenario`, `3 comparisons (cold), 15 comparisons (warm)`. */
function familiesText(comparisons: readonly CellComparison[]): string {
  const families = [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)]
    // Those that are shown may be a part of the family.
    .map(([scenario, some]) => ({
      scenario,
      size: Math.max(0, ...some.map(({ time }) => time.familySize ?? 0)),
    }))
    .filter(({ size }) => size > 0);
  const [first] = families;
  if (first === undefined) return 'the comparisons of each scenario';
  if (families.length === 1) return `${counted(first.size)} of ${first.scenario} builds`;
  if (families.every(({ size }) => size === first.size))
    return `the ${first.size === 1 ? 'one comparison' : counted(first.size)} of each scenario`;
  return families.map(({ scenario, size }) => `${counted(size)} (${scenario})`).join(', ');
}

const counted = (comparisons: number): string => `${comparisons} comparison${comparisons === 1 ? '' : 's'}`;
