import { expect, test } from 'vitest';
import { commonRules } from './common-rules.ts';

/** What each of the nights is called, of values above 0. */
function judged(name: string, values: readonly number[]): (1 | -1 | undefined)[] {
  const rule = commonRules.find((one) => one.name === name)?.begin();
  if (rule === undefined) throw new Error(`There is no rule ${name}`);
  return values.map((value) => rule(Math.log(value)));
}

test('the last value × 1.1 sees what is more than a tenth larger than the one before, once, and nothing that is smaller', () => {
  expect(judged('last value × 1.1', [1, 1.09, 1.21, 1.21, 0.5])).toEqual([
    ...[undefined, undefined, 1],
    ...[undefined, undefined],
  ]);
});

test('the t boundary lies 2.387 standard deviations of a new value above the mean', () => {
  // Of 1 and 1.2: mean 1.1, deviation 0.1, so 1.1 + 2.387 · 0.1 · √1.5 = 1.3923.
  expect(judged('t boundary 0.99 of 64', [1, 1.2, 1.392])).toEqual([undefined, undefined, undefined]);
  expect(judged('t boundary 0.99 of 64', [1, 1.2, 1.393])).toEqual([undefined, undefined, 1]);
});

test('the t boundary forgets what is older than 64 nights', () => {
  const old = Array.from({ length: 10 }, () => 3);
  const last = Array.from({ length: 64 }, (_, night) => 1 + (night % 2) / 10);
  expect(judged('t boundary 0.99 of 64', [...old, ...last, 1.2]).at(-1)).toBe(1);
  expect(judged('t boundary 0.99 of 64', [...old, ...last.slice(5), 1.2]).at(-1)).toBeUndefined();
});

test('a change point is told once, though it moves, and which way it goes', () => {
  const wave = [0, 0.02, -0.01, 0.01, -0.02];
  const values = Array.from(
    { length: 90 },
    (_, night) => (night < 40 ? 1 : night < 70 ? 1.3 : 0.9) + (wave[night % 5] ?? 0),
  );
  const told = judged('E-divisive as in Otava', values).flatMap((alarm, night) =>
    alarm === undefined ? [] : [{ night, alarm }],
  );
  expect(told).toEqual([
    { night: 40, alarm: 1 },
    { night: 70, alarm: -1 },
  ]);
});
