import { expect, test } from 'vitest';
import { controlRatio } from './control-ratio.ts';

const samples = (...times: number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));
const control = (...times: number[]) => new Map(times.map((ms, index) => [index + 1, ms]));

test('a machine that gets slower takes the control with it', () => {
  expect(controlRatio(samples(200, 300, 800), control(100, 150, 400))).toEqual({ median: 2 });
});

test('six rounds have an interval', () => {
  const ratio = controlRatio(
    samples(100, 200, 300, 400, 500, 600),
    control(...new Array<number>(6).fill(100)),
  );
  expect(ratio?.median).toBe(3.5);
  expect(ratio?.interval?.low).toBeCloseTo(1.357143, 6);
  expect(ratio?.interval?.high).toBeCloseTo(5.642857, 6);
});

test('a round without a control is left out, and so is one of no time', () => {
  expect(controlRatio(samples(200, 999, 400), new Map([[1, 100], [3, 100]]))).toEqual({ median: 3 }); // prettier-ignore
  expect(controlRatio(samples(200, 999), control(100, 0))).toEqual({ median: 2 });
});

test.each([
  ['no samples', samples(), control(1, 2)],
  ['no control', samples(1, 2), control()],
])('%s: no ratio', (_, some, none) => {
  expect(controlRatio(some, none)).toBeUndefined();
});
