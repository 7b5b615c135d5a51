import { expect, test } from 'vitest';
import type { History } from '../../record/history/history.ts';
import { analyseTrend } from './analyse-trend.ts';
import { madeHistory } from './made-history.fixture.ts';
import { nightsToForget } from './thin-nights.ts';

const dayOf = (at: string): number => Math.floor(Date.parse(at) / 86_400_000);
const without = ({ nights, series, controls }: History, gone: ReadonlySet<string>): History => ({
  nights: nights.filter(({ runId }) => !gone.has(runId)),
  controls,
  series: new Map(
    [...series].map(([key, one]) => [
      key,
      { ...one, points: one.points.filter(({ night }) => !gone.has(night.runId)) },
    ]),
  ),
});

test('of two years one in seven old nights stays, every one around a change, and the whole last year', () => {
  const history = madeHistory(730, (cell, night) =>
    cell === 'go/slim/cold' && night >= 200 ? { ratio: 1.3, pins: { base: 'b2' } } : {},
  );
  const trend = analyseTrend(history);
  const gone = nightsToForget(trend, 365, dayOf);
  const left = without(history, gone);
  // 365 old nights: 44 around the change (two nights lie between its first one and the one that found it), of the others one in seven.
  expect(gone.size).toBeGreaterThan(265);
  expect(gone.size).toBeLessThan(285);
  expect([...gone].some((runId) => Number(runId.slice(1)) >= 365)).toBe(false);
  const told = ({ confirmed }: ReturnType<typeof analyseTrend>) =>
    confirmed.map(({ subject, since, found }) => `${subject} ${since.runId} ${found.runId}`);
  expect(told(trend)).toEqual(['go/slim/cold n200 n202']);
  expect(told(analyseTrend(left))).toEqual(told(trend));
});

test('of a short history nothing is forgotten', () => {
  expect(nightsToForget(analyseTrend(madeHistory(100)), 365, dayOf).size).toBe(0);
  expect(
    nightsToForget(analyseTrend({ nights: [], series: new Map(), controls: new Map() }), 365, dayOf).size,
  ).toBe(0);
});
