import { changePoints } from './change-points.ts';

type Direction = 1 | -1;

/** Of one series. It gets the log of each night's ratio to the control, and says whether the night is an alarm, and which way. */
export type SeriesRule = (ratio: number) => Direction | undefined;

/** A rule in common use. It is started for each series. */
export interface CommonRule {
  readonly name: string;
  readonly begin: () => SeriesRule;
}

/** github-action-benchmark: a value that is so much larger than the one before. Its own default is 200 %. */
const againstLast = (percent: number): CommonRule => ({
  name: `last value × ${percent / 100}`,
  begin() {
    let before = NaN;
    return (ratio) => {
      const isAlarm = ratio - before > Math.log(percent / 100);
      before = ratio;
      return isAlarm ? 1 : undefined;
    };
  },
});

/** 99 % quantile of Student's t for a window of 64: bencher's example of an upper boundary. */
const tQuantile = 2.387;
const boundaryWindow = 64;

const boundary: CommonRule = {
  name: 't boundary 0.99 of 64',
  begin() {
    const last: number[] = [];
    let [sum, squares] = [0, 0];
    return (ratio) => {
      // Around 1, so that no digits are lost in the squares.
      const value = Math.exp(ratio) - 1;
      const { length } = last;
      const middle = sum / length;
      const scatter = Math.sqrt(Math.max(0, squares / length - middle ** 2));
      const isAlarm = length >= 2 && value > middle + tQuantile * scatter * Math.sqrt(1 + 1 / length);
      const oldest = length === boundaryWindow ? (last.shift() ?? 0) : 0;
      last.push(value);
      sum += value - oldest;
      squares += value ** 2 - oldest ** 2;
      return isAlarm ? 1 : undefined;
    };
  },
};

/** A change point moves by some nights when more nights are known: it is told once. */
const nightsOfSame = 7;

/** Apache Otava with its defaults, asked after each night. */
const divisive: CommonRule = {
  name: 'E-divisive as in Otava',
  begin() {
    const values: number[] = [];
    const known = new Map<number, readonly number[]>();
    const told: number[] = [];
    return (ratio) => {
      values.push(Math.exp(ratio));
      const fresh = changePoints(values, known).filter(
        ({ place }) => !told.some((other) => Math.abs(other - place) <= nightsOfSame),
      );
      told.push(...fresh.map(({ place }) => place));
      const newest = fresh.at(-1);
      return newest && (newest.after > newest.before ? 1 : -1);
    };
  },
};

export const commonRules: readonly CommonRule[] = [againstLast(110), boundary, divisive];

/** The first one is the one that the nightly has. */
export const ruleNames: readonly string[] = ['this rule', ...commonRules.map(({ name }) => name)];
