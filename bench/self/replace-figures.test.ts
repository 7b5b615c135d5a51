import { expect, test } from 'vitest';
import { table } from '../../src/report/tables/self.ts';
import { chosenParts } from './chosen-parts.ts';
import { replaceFigures } from './replace-figures.ts';

const figure = (name: string, value: string, date?: string) => ({
  ...{ name, value, limit: 'under 2', how: 'a stopwatch' },
  ...(date === undefined ? {} : { date }),
});
const kept = { date: '2026-01-01', machine: 'a machine', figures: [figure('a', '1'), figure('b', '1')] };

test('a figure that is measured again takes the place of the old one, and the others keep their day', () => {
  const figures = replaceFigures(kept, [figure('b', '2', '2026-02-02'), figure('c', '3', '2026-02-02')]);
  expect(figures.map(({ name, value, date }) => `${name} ${value} ${date}`)).toEqual([
    ...['a 1 2026-01-01', 'b 2 2026-02-02', 'c 3 2026-02-02'],
  ]);
  const [shown] = table.show({ ...kept, date: '2026-02-02', figures });
  expect(shown?.cells?.head).toEqual(['figure', 'measured', 'limit', 'on', 'how']);
  expect(shown?.cells?.rows[0]).toEqual(['a', '1', 'under 2', '2026-01-01', 'a stopwatch']);
});

test('figures of one day need no column of days', () => {
  const [shown] = table.show(kept);
  expect(shown?.cells?.head).toEqual(['figure', 'measured', 'limit', 'how']);
});

test('a part that is not there is named, with those that are', () => {
  expect(chosenParts(['run', 'trend'], undefined)).toEqual(['run', 'trend']);
  expect(chosenParts(['run', 'trend'], 'trend')).toEqual(['trend']);
  expect(() => chosenParts(['run', 'trend'], 'runs,trend')).toThrow(/^There is no part runs: run, trend/);
});
