import { expect, test } from 'vitest';
import { lineText } from './transfer.ts';

test.each([
  [100e6, '100 Mbit/s'],
  [2.5e9, '2.5 Gbit/s'],
  [1e9, '1 Gbit/s'],
  [500e3, '500 kbit/s'],
  [500, '0.5 kbit/s'],
])('a rate of %d bit/s is told as %s', (bandwidth, text) => {
  expect(lineText({ options: { transfer: true, bandwidth } })).toBe(text);
});

test('where no rate was given there is nothing to tell', () => {
  expect(lineText({ options: { transfer: true } })).toBeUndefined();
});
