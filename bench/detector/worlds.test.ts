import { describe, expect, test } from 'vitest';
import { quietYears, stepWorlds, conditionName } from './conditions.ts';
import { quietYear } from './quiet-year.ts';
import { ratios, steps } from './steps.ts';
import { seriesIds, slowed, world } from './worlds.ts';

const [calm] = stepWorlds;
if (calm === undefined) throw new Error('There are no worlds of steps');

test('no two conditions have one name', () => {
  for (const conditions of [quietYears, stepWorlds]) {
    const names = conditions.map(conditionName);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a step takes the night of its series by its ratio, and no other', () => {
  const [night] = world(calm, { seed: 3, nights: 1 });
  if (night === undefined) throw new Error('The world has no night');
  const [first, second] = seriesIds;
  const { logs } = slowed(night, new Set([first ?? '']), 1.1);
  expect((logs[0] ?? NaN) - (night.logs[0] ?? NaN)).toBeCloseTo(Math.log(1.1), 12);
  expect(logs.slice(1)).toEqual(night.logs.slice(1));
  expect(second).toBe('node/single-stage/warm');
});

describe('steps in a world of CV 3 %', () => {
  const { ofSeries, ofVariants } = steps(calm, 29);
  const of = (ratio: (typeof ratios)[number]) => ofSeries[ratios.indexOf(ratio)];

  test('of 20 % are confirmed in the third night, which is the soonest, with the right night', () => {
    expect(of(1.2)?.found).toEqual([3, 3, 3]);
    expect(of(1.2)?.near).toBe(3);
  });

  test('of 20 % are shown at once by building both states, and those that are faster are not asked about', () => {
    expect(of(1.2)?.shown).toEqual([1, 1, 1]);
    expect(of(0.9)?.shown).toEqual([Infinity, Infinity, Infinity]);
  });

  test('of 20 % are seen by every common rule in the first night; two of three are blind for what is faster', () => {
    expect(of(1.2)?.common.slice(0, 2)).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(
      of(0.9)
        ?.common.slice(0, 2)
        .flat()
        .every((night) => night === Infinity),
    ).toBe(true);
    expect(of(0.9)?.common[2]?.some((night) => night <= 3)).toBe(true);
  });

  test('of all scenarios of a variant are found of the variant', () => {
    expect(Math.max(...ofVariants)).toBeLessThanOrEqual(5);
  });
});

test('a year of one seed is the same each time, and only the rules that are asked for are looked at', () => {
  const [condition] = quietYears;
  if (condition === undefined) throw new Error('There are no quiet years');
  const year = quietYear(condition, 29, 1);
  expect(quietYear(condition, 29, 1)).toEqual(year);
  expect(year.common).toHaveLength(1);
  expect(year.asked).toBeGreaterThanOrEqual(year.cells.up);
});
