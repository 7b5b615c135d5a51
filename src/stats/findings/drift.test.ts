import { expect, test } from 'vitest';
import { gaussian, noises } from '../noise.fixture.ts';
import { drift } from './drift.ts';

const samples = (times: readonly number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));

test('times that rise by 1 % a round in cells of different sizes', () => {
  const rising = [1000, 1010, 1020, 1030, 1040, 1050, 1060];
  const found = drift([samples(rising), samples(rising.map((ms) => ms * 20))]);
  expect(found?.changePerRound).toBeCloseTo(10 / 1030, 12);
  expect(found?.totalRatio).toBeCloseTo(1.06, 12);
  // 2 of 7! orders.
  expect(found?.p).toBeCloseTo(2 / 5040, 12);
});

test('times that fall', () => {
  expect(drift([samples([1060, 1050, 1040, 1030, 1020, 1010, 1000])])?.totalRatio).toBeCloseTo(1 / 1.06, 12);
});

test('rounds in any order, and cells that lack some', () => {
  const rising = samples([1000, 1010, 1020, 1030, 1040, 1050, 1060]);
  expect(drift([rising.toReversed(), rising.filter(({ round }) => round !== 3)])?.totalRatio).toBeGreaterThan(
    1.05,
  );
});

test.each([
  ['five rounds cannot show it: p = 1.7 %', [samples([1000, 1100, 1200, 1300, 1400])]],
  ['less than 2 % is not worth a word', [samples([1000, 1002, 1004, 1006, 1008, 1010, 1012])]],
  ['up and down', [samples([1000, 1100, 1000, 1100, 1000, 1100, 1000])]],
  ['a slow first round is not one', [samples([1300, 1000, 1010, 990, 1005, 995, 1000])]],
  ['cells of two samples say nothing', [samples([1000, 2000]), samples([1000, 2000])]],
  ['all equal', [samples(new Array<number>(8).fill(1000))]],
  ['no samples', [[]]],
  ['no cells', []],
])('%s', (_, cells) => {
  expect(drift(cells)).toBeUndefined();
});

test('many cells show a drift that none shows by itself', () => {
  const noise = noises(1).find(({ name }) => name === 'drift');
  const cells = Array.from({ length: 18 }, () => samples(noise?.cell(10) ?? []));
  expect(drift(cells)?.totalRatio).toBeGreaterThan(1.02);
  expect(drift(cells)?.totalRatio).toBeLessThan(1.04);
  expect(cells.filter((cell) => drift([cell]) !== undefined).length).toBeLessThan(6);
});

test('noise alone is hardly ever taken for it, even if all cells of a round share it', () => {
  const draw = gaussian(1);
  const found = Array.from({ length: 1000 }, () => {
    const machine = Array.from({ length: 8 }, () => 1 + 0.05 * draw());
    return drift(
      Array.from({ length: 6 }, () => samples(machine.map((slowness) => 1000 * slowness + 10 * draw()))),
    );
  }).filter((one) => one !== undefined);
  // At most 1 %; standard error 0.3 points.
  expect(found.length).toBeLessThanOrEqual(16);
});
