import { mean, standardDeviation } from 'simple-statistics';
import { TrendDetector, type NightValues } from '../../src/stats/trend/detector/trend-detector.ts';
import { variantOf } from './worlds.ts';

/** An alarm of a rule: which series, which way. */
interface Alarm {
  readonly series: string;
  readonly direction: 1 | -1;
}

/** A rule is started for a world, and says after each night which series are alarms. */
export interface Rule {
  readonly name: string;
  readonly begin: () => (night: NightValues) => readonly Alarm[];
}

const ours: Rule = {
  name: 'this rule',
  begin() {
    const detector = new TrendDetector(variantOf);
    return (night) =>
      detector
        .night(night)
        .filter(({ kind, scope }) => kind === 'confirmed' && scope === 'cell')
        .map(({ id, direction }) => ({ series: id, direction }));
  },
};

/** github-action-benchmark: a value that is so much larger than the one before. It gets the ratio to the control, as we do. */
const againstLast = (percent: number): Rule => ({
  name: `last value × ${percent / 100}`,
  begin() {
    const last = new Map<string, number>();
    return ({ ids, logs, control = 0 }) =>
      ids.flatMap((series, place): Alarm[] => {
        const value = logs[place] ?? NaN;
        const ratio = value - control;
        const before = last.get(series);
        last.set(series, ratio);
        return before !== undefined && ratio - before > Math.log(percent / 100)
          ? [{ series, direction: 1 }]
          : [];
      });
  },
});

/** 99 % quantile of Student's t for a window of 64: bencher's example of an upper boundary. */
const tQuantile = 2.387;
const window = 64;

const boundary: Rule = {
  name: 't boundary 0.99 of 64',
  begin() {
    const seen = new Map<string, number[]>();
    return ({ ids, logs, control = 0 }) =>
      ids.flatMap((series, place): Alarm[] => {
        const value = logs[place] ?? NaN;
        const ratio = Math.exp(value - control);
        const before = seen.get(series) ?? [];
        const isAlarm =
          before.length >= 2 &&
          ratio > mean(before) + tQuantile * standardDeviation(before) * Math.sqrt(1 + 1 / before.length);
        seen.set(series, [...before, ratio].slice(-window));
        return isAlarm ? [{ series, direction: 1 }] : [];
      });
  },
};

/** The first one is the one that the nightly has. */
export const rules: readonly Rule[] = [ours, againstLast(110), againstLast(150), boundary];
