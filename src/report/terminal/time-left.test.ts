import { expect, test } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import { TimeLeft } from './time-left.ts';

const visit = (strategy: string, scenario: string): Visit => ({
  ...{ sequence: 1, round: 1, phase: 'measure', app: 'go', strategy, scenario },
});
const prime = (strategy: string, scenario: string): Visit => ({
  ...visit(strategy, scenario),
  phase: 'prime',
});
const done = [
  { visit: visit('slim', 'cold'), tookMs: 1000 },
  { visit: visit('alpine', 'cold'), tookMs: 3000 },
  { visit: visit('slim', 'cold'), tookMs: 1200 },
  { visit: visit('slim', 'warm'), tookMs: 100 },
];

test.each<[string, Visit[], number | undefined]>([
  ['nothing left', [], 0],
  ['a cell takes what it took last time', [visit('slim', 'cold')], 1200],
  ['a new cell takes the mean of its scenario', [visit('scratch', 'cold')], (1000 + 3000 + 1200) / 3],
  ['a prime takes what the cold build of its variant takes', [prime('alpine', 'warm')], 3000],
  ['a prime of a variant never built takes the mean of cold ones', [prime('scratch', 'edit-deps')], 5200 / 3],
  ['what is left adds up', [visit('slim', 'cold'), visit('slim', 'warm')], 1300],
  [
    'a scenario never seen cannot be foreseen',
    [visit('slim', 'cold'), visit('slim', 'edit-source')],
    undefined,
  ],
])('%s', (_, left, ms) => {
  const time = new TimeLeft();
  for (const { visit: one, tookMs } of done) time.note(one, tookMs);
  expect(time.of(left)).toBe(ms);
});
