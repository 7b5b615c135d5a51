import { expect, test } from 'vitest';
import { adviceList } from './advice-texts.ts';

test('advice has its number, its part, and its place as far as it is known', () => {
  const time = { unit: 'ms', value: 4000, of: 5000 } as const;
  const bytes = { unit: 'bytes', value: 1e6, of: 4e6 } as const;
  expect(
    adviceList([
      { variant: 'shop/a', gain: time, says: 'do this', file: 'Dockerfile', line: 4 },
      { variant: 'shop/a', gain: bytes, says: 'do that', file: 'Dockerfile' },
      { variant: 'shop/b', gain: bytes, isBound: true, says: 'do it all' },
    ]),
  ).toEqual({
    title: 'what would gain most, as measured',
    lines: [
      '4.00 s of 5.00 s (80 %), shop/a: Dockerfile:4: do this',
      '1.00 MB of 4.00 MB (25 %), shop/a: Dockerfile: do that',
      'at most 1.00 MB of 4.00 MB (25 %), shop/b: do it all',
    ],
  });
});

test('where nothing was found, nothing is said', () => {
  expect(adviceList([])).toBeUndefined();
});
