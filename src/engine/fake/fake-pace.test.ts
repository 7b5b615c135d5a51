import { median } from 'simple-statistics';
import { expect, test } from 'vitest';
import { FakeEngine } from './fake-engine.ts';
import { fakePace, type FakeNoise } from './fake-pace.ts';

const paces = (noise: FakeNoise, count: number, image = 'go-slim'): number[] => {
  const pace = fakePace(noise);
  return Array.from({ length: count }, () => pace(image));
};

test('is that of the script unless told otherwise', () => {
  expect(new Set(paces({}, 5))).toEqual(new Set([1]));
});

test('scatters around it as told', () => {
  const logs = paces({ noise: 0.03 }, 4000).map(Math.log);
  expect(Math.abs(median(logs))).toBeLessThan(0.002);
  expect(Math.sqrt(logs.reduce((sum, one) => sum + one ** 2, 0) / 4000)).toBeCloseTo(0.03, 2.7);
});

test('is the same again for the same builds, and another for another image or seed', () => {
  expect(paces({ noise: 0.03 }, 9)).toEqual(paces({ noise: 0.03 }, 9));
  expect(paces({ noise: 0.03 }, 9)).not.toEqual(paces({ noise: 0.03, noiseSeed: 2 }, 9));
  expect(paces({ noise: 0.03 }, 9)).not.toEqual(paces({ noise: 0.03 }, 9, 'go-slim-again'));
});

test('gets slower from build to build, whatever is built', () => {
  const pace = fakePace({ drift: 0.01 });
  expect(['a', 'b', 'a'].map(pace)).toEqual([1, 1.01, 1.02]);
});

test('is that of the steps of a build and of the clock', async () => {
  const tookMs = async (pace?: () => number): Promise<{ clock: number; steps: number }> => {
    const engine = new FakeEngine(pace === undefined ? {} : { pace });
    const { steps } = await engine.build({
      ...{
        tag: 'stagebench/go-slim:1',
        dockerfile: 'Dockerfile',
        contextDir: '.',
        bases: new Map(),
        labels: {},
      },
    });
    return {
      clock: engine.clock.monotonicMs(),
      steps: steps.reduce((sum, { durationMs }) => sum + durationMs, 0),
    };
  };
  const usual = await tookMs();
  const slower = await tookMs(() => 1.5);
  expect(slower.clock).toBeCloseTo(usual.clock * 1.5, 9);
  expect(slower.steps).toBeCloseTo(slower.clock, 9);
});
