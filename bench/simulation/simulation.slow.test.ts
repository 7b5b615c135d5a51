import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRun } from '../../src/record/read/read-run.ts';
import { rootFolder } from '../context.ts';
import { candidates } from './candidates/candidates.ts';
import { covered, moved, still, type Condition } from './conditions.ts';
import { count, type Counted } from './count.ts';
import { publishedClaims } from './published-claims.ts';
import { coldPairs, residuals } from './published-noise.ts';

/* What the bench itself does, with fewer families than `npm run simulate` takes; its figures are in docs/method.md. */

const bench = candidates.filter(({ id }) => id === 'bench');
const published = coldPairs(await readRun(path.join(rootFolder, 'results', 'published', 'aa')));
const measured = residuals(published);

const share = async (what: Counted, list: readonly Condition[], name: string, families: number) => {
  const made = list.find((one) => one.name === name)?.made;
  if (made === undefined) throw new Error(`There is no condition ${name}`);
  const [sum = NaN] = await count(what, made, families, 1, bench);
  return sum / families;
};

// Exact where cells differ in nothing but scatter: 3 ÷ 64 = 4.7 % at 7 rounds. Standard error of 400 families: 1.1 points.
test.each([
  'equal scatter',
  'equal scatter, 6 rounds',
  'equal scatter, 15 comparisons with 3 baselines',
  '3 × the scatter on one side',
  '3 × the scatter in every fourth cell',
  'long tail to the right',
  'one build in ten 30 % longer',
  'noise of the published cold rows',
])('at most one family in twenty has a false difference: %s', async (name) => {
  expect(await share('false families', still(measured), name, 400)).toBeLessThanOrEqual(0.075);
});

test.each([
  ['10 %, one of 36', 0.85],
  ['10 %, one of 36, 6 rounds', 0.75],
  ['5 %, one of 36, 14 rounds', 0.6],
  ['8 %, noise of the published rows, one of 18', 0.65],
])('differences are found: %s with a chance of at least %d', async (name, least) => {
  expect(
    await share('found', moved(measured), name, name.includes('14 rounds') ? 60 : 200),
  ).toBeGreaterThanOrEqual(least);
});

describe('a 95 % interval covers the truth in 93 to 98 % of the runs', () => {
  const list = covered(measured).filter(({ name }) => !name.includes('drifts'));
  // Standard error of 3 × 1000 intervals: 0.4 points.
  test.each(list.map(({ name }) => name))('%s', async (name) => {
    const coverage = await share('covered', list, name, 1000);
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    expect(coverage).toBeLessThanOrEqual(0.98);
  });
});

test('of the published pairs of the same Dockerfile none differs, and of differences put in most are found', async () => {
  const claims = (await publishedClaims(published, bench)).map(({ values: [value = NaN] }) => value);
  const [asTheyAre, eight, , ten] = claims;
  expect(asTheyAre).toBe(0);
  expect(eight).toBeGreaterThanOrEqual(20);
  expect(ten).toBeGreaterThanOrEqual(26);
});
