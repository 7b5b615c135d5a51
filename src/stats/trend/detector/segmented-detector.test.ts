import { describe, expect, test } from 'vitest';
import { SegmentedDetector } from './segmented-detector.ts';

const noise = (night: number): number =>
  [0, 0.012, -0.018, 0.025, -0.006, -0.022, 0.016, 0.004, -0.011, 0.021, -0.027][night % 11] ?? 0;

/** Each finding about more than one night, with its night; the definition changes in the nights of `changes`. */
function findings(nights: number, shift: (night: number) => number, changes: readonly number[]) {
  const detector = new SegmentedDetector();
  return Array.from({ length: nights }, (_, night) => night).flatMap((night) => {
    if (changes.includes(night)) detector.beginSegment();
    const found = detector.push(noise(night) + shift(night), 0, 'a CPU');
    return found === undefined || found.kind === 'far'
      ? []
      : [{ night, kind: found.kind, nights: found.nights, direction: found.direction }];
  });
}

describe('a definition that changes', () => {
  test('and costs 20 %: confirmed in its third night, as if it were one series', () => {
    expect(findings(100, (night) => (night >= 40 ? Math.log(1.2) : 0), [40])).toEqual([
      { night: 41, kind: 'suspected', nights: 2, direction: 1 },
      { night: 42, kind: 'confirmed', nights: 3, direction: 1 },
    ]);
  });

  test('and costs nothing is no finding, also a year later', () => {
    expect(findings(365, () => 0, [40, 200])).toEqual([]);
  });

  test('twice within a week is held against the one that had a level', () => {
    const found = findings(100, (night) => (night >= 40 ? Math.log(1.2) : 0), [38, 40]);
    expect(found.filter(({ kind }) => kind === 'confirmed')).toMatchObject([{ night: 42, direction: 1 }]);
  });

  test('and a step long after it: found in the new segment', () => {
    const found = findings(200, (night) => (night >= 120 ? Math.log(0.8) : 0), [40]);
    expect(found.filter(({ kind }) => kind === 'confirmed')).toMatchObject([{ night: 122, direction: -1 }]);
  });

  test.each([10, 12, 14, 16, 18])('and a step %i nights after it: told once', (later) => {
    const step = 60 + later;
    const found = findings(140, (night) => (night >= step ? Math.log(1.3) : 0), [60]);
    const told = found.filter(({ kind }) => kind === 'confirmed');
    expect(told).toMatchObject([{ night: step + 2, direction: 1 }]);
  });
});

test('goes on from its state as if it had never stopped', () => {
  const whole = new SegmentedDetector();
  let resumed = new SegmentedDetector();
  for (let night = 0; night < 120; night += 1) {
    if (night === 60) for (const one of [whole, resumed]) one.beginSegment();
    const value = noise(night) + (night >= 60 ? Math.log(1.15) : 0);
    expect(resumed.push(value, 0, 'a CPU')).toEqual(whole.push(value, 0, 'a CPU'));
    resumed = SegmentedDetector.from(JSON.parse(JSON.stringify(resumed.state)) as SegmentedDetector['state']);
  }
});
