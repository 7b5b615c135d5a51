import { expect, test } from 'vitest';
import { parseBandwidth } from './bandwidth.ts';

test.each([
  ['100mbit', 100_000_000],
  ['10mbit', 10_000_000],
  ['1gbit', 1_000_000_000],
  ['500kbit', 500_000],
  ['2.5gbit', 2_500_000_000],
  ['100Mbit', 100_000_000],
])('%s is %i bit/s', (text, bitsPerSecond) => {
  expect(parseBandwidth(text)).toBe(bitsPerSecond);
});

test.each([
  '',
  '100',
  'mbit',
  '0mbit',
  '-1mbit',
  '100 mbit',
  '100mb',
  '100mbps',
  '100mbits',
  '1e3mbit',
  '.5mbit',
])('"%s" is no rate', (text) => {
  expect(() => parseBandwidth(text)).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(`not "${text}"`) }),
  );
});
