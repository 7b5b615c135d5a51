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

  // Of so few nights a level is not well known: then the sum takes two nights more.
  test.each([
    ...[7, 13, 14, 16, 18, 20, 22, 25, 27, 30].map((period) => ({ period, later: 0 })),
    ...[7, 13, 14, 16, 18, 20, 22, 25, 27, 30].map((period) => ({ period, later: 5 })),
  ])(
    'every $period nights: no night is silent, a step $later nights after a change is told within five',
    ({ period, later }) => {
      const changes = Array.from({ length: 20 }, (_, place) => 60 + place * period);
      const step = (changes.find((night) => night >= 100) ?? NaN) + later;
      const detector = new SegmentedDetector();
      const told: number[] = [];
      for (let night = 0; night < 200; night += 1) {
        if (changes.includes(night)) detector.beginSegment();
        const found = detector.push(noise(night) + (night >= step ? Math.log(1.3) : 0), 0, 'a CPU');
        if (found?.kind === 'confirmed') told.push(night);
        if (night >= 60 && night < step) expect(detector.isReady, String(night)).toBe(true);
      }
      expect(told.map((night) => night - step + 1)).toEqual([
        expect.toSatisfy((nights) => nights >= 3 && nights <= 5),
      ]);
    },
  );

  test('for nothing, on machines that take turns: what they differ by is remembered', () => {
    const isSlow = (night: number): boolean => Math.floor(night / 6) % 4 === 0;
    const detector = new SegmentedDetector();
    const found = Array.from({ length: 400 }, (_, night) => {
      if (night >= 60 && night % 30 === 0) detector.beginSegment();
      const value = noise(night) + (isSlow(night) ? Math.log(1.2) : 0);
      return detector.push(value, 0, isSlow(night) ? 'slow' : 'fast')?.kind;
    });
    expect(found.filter((kind) => kind === 'confirmed')).toEqual([]);
  });

  test('and a machine that comes again long after it, with a step: it is not a new machine', () => {
    const detector = new SegmentedDetector();
    const told: number[] = [];
    for (let night = 0; night < 120; night += 1) {
      if (night === 60) detector.beginSegment();
      const machine = night < 10 || night >= 100 ? 'comes again' : 'usual';
      const found = detector.push(noise(night) + (night >= 100 ? Math.log(1.3) : 0), 0, machine);
      if (found?.kind === 'confirmed') told.push(night);
    }
    expect(told).toEqual([102]);
  });
});

test('goes on from its state as if it had never stopped', () => {
  const whole = new SegmentedDetector();
  let resumed = new SegmentedDetector();
  for (let night = 0; night < 160; night += 1) {
    if ([60, 90, 95].includes(night)) for (const one of [whole, resumed]) one.beginSegment();
    const value = noise(night) + (night >= 60 ? Math.log(1.15) : 0) + (night >= 112 ? Math.log(1.1) : 0);
    const machine = night % 2 === 0 ? 'a CPU' : 'another CPU';
    expect(resumed.push(value, 0, machine), String(night)).toEqual(whole.push(value, 0, machine));
    resumed = SegmentedDetector.from(JSON.parse(JSON.stringify(resumed.state)) as SegmentedDetector['state']);
  }
});
