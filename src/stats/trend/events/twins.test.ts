import { expect, test } from 'vitest';
import { analyseTrend } from '../analyse-trend.ts';
import { madeHistory, type Planted } from '../made-history.fixture.ts';
import { falseAlarms } from './twins.ts';

/** slim and alpine of each app are one Dockerfile under two names. */
const twins = (cell: string): Planted =>
  cell.includes('/slim/') || cell.includes('/alpine/') ? {} : { pins: { definition: cell } };
const alarmsOf = (planted: (cell: string, night: number) => Planted) =>
  falseAlarms(analyseTrend(madeHistory(90, planted)));

test('without twins there is nothing to tell', () => {
  expect(alarmsOf((cell) => ({ pins: { definition: cell } }))).toBeUndefined();
});

test('nothing happened: no alarm in 8 series of 90 nights', () => {
  const found = alarmsOf(twins);
  expect(found).toMatchObject({ series: 8, slowdowns: 0, speedups: 0 });
  expect(found?.years).toBeCloseTo(720 / 365, 9);
});

test('what changes for one name and not for the other is a false alarm; for both it is none', () => {
  const slower =
    (...cells: string[]) =>
    (cell: string, night: number): Planted => ({
      ...twins(cell),
      ...(night >= 60 && cells.includes(cell) && { ratio: 1.3 }),
    });
  expect(alarmsOf(slower('go/slim/cold'))).toMatchObject({ slowdowns: 1, speedups: 0 });
  expect(alarmsOf(slower('go/slim/cold', 'go/alpine/cold'))).toMatchObject({ slowdowns: 0, speedups: 0 });
});
