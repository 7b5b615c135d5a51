import { expect, test } from 'vitest';
import type { Answer } from '../../../record/history/answers.ts';
import { analyseTrend } from '../analyse-trend.ts';
import { madeHistory, type Planted } from '../made-history.fixture.ts';
import { falseAlarms, twinsOf } from './twins.ts';

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

test('what an answer has shown is no false alarm, though the other name is not found yet', () => {
  const planted = (cell: string, night: number): Planted =>
    night >= 60 && cell.startsWith('go/') && cell.endsWith('/cold') && !cell.includes('scratch')
      ? { ratio: 1.2, pins: { definition: 'd2' } }
      : twins(cell);
  const answer: Answer = {
    ...{ series: 'go/slim/cold', since: 'n60', before: 'n59', after: 'n60', verdict: 'slower', pairs: 10 },
    ...{ ratio: 1.2, p: 1e-5, run: 'r', reason: '', at: '2026-03-02T03:00:00.000Z' },
  };
  const history = madeHistory(61, planted);
  const trend = analyseTrend(history, { answers: [answer] });
  expect(trend.confirmed).toHaveLength(1);
  expect(falseAlarms(trend)).toMatchObject({ slowdowns: 0 });
});

test('what is suspected of the other name in the same direction is no false alarm yet', () => {
  const slower = (ratio: number) =>
    analyseTrend(
      madeHistory(63, (cell, night): Planted => {
        const from = cell === 'go/slim/cold' ? 60 : cell === 'go/alpine/cold' ? 61 : Infinity;
        return { ...twins(cell), ...(night >= from && { ratio: cell === 'go/slim/cold' ? 1.3 : ratio }) };
      }),
    );
  expect(slower(1.3).confirmed.map(({ subject }) => subject)).toEqual(['go/slim/cold']);
  expect(falseAlarms(slower(1.3))).toMatchObject({ slowdowns: 0 });
  expect(falseAlarms(slower(0.7))).toMatchObject({ slowdowns: 1 });
});

test('a series that has another name since a night is no twin of what it was', () => {
  const whole = madeHistory(60, twins);
  const history = {
    ...whole,
    series: new Map(
      [...whole.series].map(([key, series]) => {
        const isOld = series.strategy === 'slim';
        const points = series.points.filter((_, night) => (isOld ? night < 40 : night >= 40));
        return [key, { ...series, points }] as const;
      }),
    ),
  };
  expect([...twinsOf(whole).keys()]).toHaveLength(8);
  expect([...twinsOf(history).keys()]).toEqual([]);
});
