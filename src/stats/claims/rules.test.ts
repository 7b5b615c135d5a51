import { describe, expect, test } from 'vitest';
import type { Figure } from '../../domain/definitions/claim.ts';
import { exact, isAbove, isBelow, overall } from './rules.ts';

const ratio: Figure = { what: '', unit: 'ratio', value: 2, interval: { low: 1.5, high: 3 }, samples: 7 };

describe('a figure is above a limit only with all of its interval', () => {
  test.each<[string, Figure, number, boolean, boolean]>([
    ['well above', ratio, 1.4, true, false],
    ['the interval has the limit in it', ratio, 1.6, false, false],
    ['well below', ratio, 3.1, false, true],
    ['an exact one needs none', exact('', 'bytes', 2), 1, true, false],
    ['without interval nothing is sure', { ...exact('', 'ms', 2), samples: 3 }, 1, false, false],
  ])('%s', (_, figure, limit, above, below) => {
    expect([isAbove(figure, limit), isBelow(figure, limit)]).toEqual([above, below]);
  });
});

test.each([
  [[true, true], 'supported', 'a, b', ''],
  [[false, false], 'not-supported', '', 'a, b'],
  [[true, false], 'depends', 'a', 'b'],
] as const)('%o: %s', ([a, b], verdict, holds, fails) => {
  const cases = [
    { name: 'a', holds: a },
    { name: 'b', holds: b },
  ];
  expect(overall(cases)).toEqual({ verdict, words: { holds, fails } });
});
