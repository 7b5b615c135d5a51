import { expect, test } from 'vitest';
import { shuffle } from './shuffle.ts';

const seeds = Array.from({ length: 600 }, (_, index) => index);

test('the same seed gives the same order, on every machine and version', () => {
  expect(shuffle(['a', 'b', 'c', 'd', 'e', 'f'], 7)).toMatchInlineSnapshot(`
    [
      "e",
      "b",
      "c",
      "d",
      "f",
      "a",
    ]
  `);
});

test('every item stays, once, and the list that was given is not changed', () => {
  const items = Object.freeze(['a', 'b', 'c', 'd']);
  for (const seed of [-1, 0, 1, 2 ** 31 - 1, -(2 ** 31)])
    expect(shuffle(items, seed).toSorted()).toEqual(items);
});

test('every order of three can occur, and none far more often than the others', () => {
  const counts = new Map<string, number>();
  for (const seed of seeds) {
    const order = shuffle(['a', 'b', 'c'], seed).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // 600 draws over 6 orders: 100 each, standard deviation 9; five of them on either side.
  for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(46);
});

test.each([0, 1])('a list of %i is left as it is', (length) => {
  expect(shuffle(['a'].slice(0, length), 1)).toEqual(['a'].slice(0, length));
});
