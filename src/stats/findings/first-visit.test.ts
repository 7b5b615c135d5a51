import { expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { firstVisit } from './first-visit.ts';

const samples = (...times: number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));
const cells = (count: number, ...times: number[]) => Array.from({ length: count }, () => samples(...times));

test('a first round that is slower in all cells', () => {
  // P(9 of 9) = 1 ÷ 512.
  expect(firstVisit(cells(9, 1050, 1000, 1010, 990))).toEqual({
    ...{ cells: 9, slower: 9, p: expect.closeTo(1 / 512, 12), medianExcess: expect.closeTo(0.05, 12) },
  });
});

test('or in most of them', () => {
  const found = firstVisit([...cells(18, 1050, 1000, 1000), ...cells(2, 900, 1000, 1000)]);
  // scipy 1.17.1: binomtest(18, 20, alternative='greater').
  expect(found).toMatchObject({ cells: 20, slower: 18, p: expect.closeTo(0.00020122528, 10) });
});

test.each([
  ['8 of 9 may be chance: p = 1.95 %', [...cells(8, 1050, 1000, 1000), ...cells(1, 900, 1000, 1000)]],
  ['six cells cannot show it: p = 1.6 %', cells(6, 1500, 1000, 1000)],
  ['less than 2 % is not worth a word', cells(20, 1019, 1000, 1000)],
  ['faster is not slower', cells(20, 900, 1000, 1000)],
  ['no difference at all', cells(20, 1000, 1000, 1000)],
  ['one round after the first is too few', cells(20, 1500, 1000)],
  ['no first round', cells(20, 1500, 1000, 1000).map((cell) => cell.slice(1))],
  ['no samples', cells(20)],
  ['no cells', []],
])('%s', (_, some) => {
  expect(firstVisit(some)).toBeUndefined();
});

test('cells without a difference do not count as slower or faster', () => {
  const found = firstVisit([...cells(9, 1050, 1000, 1000), ...cells(3, 1000, 1000, 1000)]);
  expect(found).toMatchObject({ cells: 12, slower: 9, p: expect.closeTo(1 / 512, 12) });
});

test('noise alone is hardly ever taken for it', () => {
  const draw = gaussian(1);
  const found = Array.from({ length: 1000 }, () =>
    firstVisit(
      Array.from({ length: 18 }, () => samples(...Array.from({ length: 5 }, () => 1000 + 100 * draw()))),
    ),
  ).filter((one) => one !== undefined);
  // At most 1 %; standard error 0.3 points.
  expect(found.length).toBeLessThanOrEqual(16);
});
