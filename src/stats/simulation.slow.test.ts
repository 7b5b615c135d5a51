import { describe, expect, test } from 'vitest';
import type { Interval, Pair } from '../domain/run/comparison.ts';
import { compareFamily } from './compare/compare-family.ts';
import { predictedPower } from './forecast/power.ts';
import { medianInterval } from './intervals/median-interval.ts';
import { ratioInterval } from './intervals/ratio-interval.ts';
import { gaussian, noises } from './noise.fixture.ts';
import { moderatedT } from './tests/moderated-t.ts';
import { roundFlips } from './tests/round-flips.ts';

/** What the methods promise, held against simulated cells of which the truth is known. Seeds are fixed. */

const share = (repetitions: number, holds: (repetition: number) => boolean): number =>
  Array.from({ length: repetitions }, (_, repetition) => holds(repetition)).filter(Boolean).length /
  repetitions;

const encloses = (interval: Interval | undefined, value: number): boolean =>
  interval !== undefined && interval.low <= value && value <= interval.high;

describe('a 95 % interval encloses the truth in 93 to 97 % of the runs', () => {
  const sizes = [7, 10, 15, 20];

  // Standard error of the simulated coverage: √(0.95·0.05 ÷ 20,000) = 0.15 points.
  test.each(noises(1))('of a median: $name noise', (noise) => {
    for (const n of sizes) {
      const coverage = share(20_000, () => encloses(medianInterval(noise.cell(n)), noise.median));
      expect.soft(coverage, `${n} samples`).toBeGreaterThanOrEqual(0.93);
      expect.soft(coverage, `${n} samples`).toBeLessThanOrEqual(0.97);
    }
  });

  // Standard error 0.7 points; 500 resamples in place of 2000 move the coverage by 0.2 points.
  test.each(noises(2))('of a ratio of medians: $name noise', (noise) => {
    for (const n of sizes) {
      const coverage = share(1000, (seed) =>
        encloses(ratioInterval(noise.cell(n), noise.cell(n), { seed, resamples: 500 }), 1),
      );
      expect.soft(coverage, `${n} samples`).toBeGreaterThanOrEqual(0.93);
      expect.soft(coverage, `${n} samples`).toBeLessThanOrEqual(0.97);
    }
  });
});

describe('where no cell differs, at most 5 % of the families show any difference', () => {
  const strategies = ['multi-stage', 'alpine', 'slim', 'distroless', 'scratch'];

  // 3 apps x 5 strategies against single-stage. Standard error: √(0.05·0.95 ÷ 1000) = 0.7 points.
  test.each(noises(3))('between runs: $name noise', async (noise) => {
    let wrong = 0;
    for (let run = 0; run < 1000; run += 1) {
      const pairs = ['node', 'go', 'python'].flatMap((app): Pair[] => {
        const baseline = noise.cell(10);
        return strategies.map((strategy) => ({
          id: `${app}/${strategy}/cold`,
          samples: noise.cell(10),
          baseline,
        }));
      });
      const options = { seed: run, minimumEffect: 0, resamples: 1 };
      const verdicts = (await compareFamily(pairs, options)).map(({ verdict }) => verdict.kind);
      if (verdicts.some((kind) => kind === 'faster' || kind === 'slower')) wrong += 1;
    }
    expect(wrong / 1000).toBeLessThanOrEqual(0.05);
  });
});

describe('the predicted power is that of the test, within 6 points, and 10 where no more than 6 rounds are there', () => {
  // Standard error: at most √(0.5·0.5 ÷ 400) = 2.5 points.
  const draw = gaussian(4);
  test.each([
    { rounds: 6, comparisons: 3, effects: [0.05, 0.08] },
    { rounds: 7, comparisons: 1, effects: [0.03, 0.05, 0.08] },
    { rounds: 7, comparisons: 36, effects: [0.05, 0.08, 0.1] },
    { rounds: 10, comparisons: 15, effects: [0.03, -0.05, 0.08] },
    { rounds: 20, comparisons: 3, effects: [0.02, 0.04] },
  ])('$rounds rounds, $comparisons comparisons', ({ rounds, comparisons, effects }) => {
    const noise = 0.04;
    const pair = (shift: number): number[] => Array.from({ length: rounds }, () => shift + noise * draw());
    for (const effect of effects) {
      const power = share(400, (seed) => {
        const family = Array.from({ length: comparisons }, (_, index) =>
          pair(index === 0 ? Math.log1p(effect) : 0),
        );
        const work = roundFlips(moderatedT(family), seed);
        let step = work.next();
        while (step.done !== true) step = work.next();
        return (step.value[0]?.adjustedP ?? 1) <= 0.05;
      });
      const predicted = predictedPower({ effect, noise, rounds, comparisons });
      expect
        .soft(Math.abs(power - predicted), `${effect}: ${power}`)
        .toBeLessThanOrEqual(rounds > 6 ? 0.06 : 0.1);
    }
  });
});
