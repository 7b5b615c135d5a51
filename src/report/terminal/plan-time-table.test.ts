import { expect, test } from 'vitest';
import { planTimeTable } from './plan-time-table.ts';

const time = {
  measured: { builds: 12, ms: 2000 },
  primes: { builds: 12, ms: 150_000 },
  control: { builds: 6, ms: 18_000 },
  onceMs: 30_000,
};

test('of a plan with warm cells alone most of the time are primes, and a reader sees it and what they are', () => {
  expect(planTimeTable(time)).toMatchInlineSnapshot(`
    "what takes the time                builds       about
    ───────────────────────────────────────────────────────────
    timed builds                           12      2.00 s   1 %
    primes, untimed                        12  2 min 30 s  75 %
    control builds                          6      18.0 s   9 %
    starting and reading images, once              30.0 s  15 %

      a prime is an untimed build that fills the cache for the warm and edit builds after it. A round
        that has no cold build of the variant needs one. It runs every step, so it takes as long as a
        cold build.
    "
  `);
});

test('without primes there is no word of them', () => {
  expect(planTimeTable({ ...time, primes: { builds: 0, ms: 0 } })).not.toContain('prime');
});

test('without a control there is no word of it', () => {
  expect(planTimeTable({ ...time, control: { builds: 0, ms: 0 } })).not.toContain('control');
});

test('of builds that take no time there are no shares', () => {
  const nothing = { builds: 1, ms: 0 };
  const text = planTimeTable({ measured: nothing, primes: nothing, control: nothing, onceMs: 0 });
  expect(text).not.toMatch(/NaN|%/);
});
