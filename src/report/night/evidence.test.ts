import { expect, test } from 'vitest';
import { seriesKey, type History, type Series } from '../../record/history/history.ts';
import type { Alert } from '../../stats/trend/events/alerts.ts';
import { analyseTrend } from '../../stats/trend/analyse-trend.ts';
import { madeHistory, madePins } from '../../stats/trend/made-history.fixture.ts';
import { evidenceLines } from './evidence.ts';

/** An image of `strategy` got a layer in the last of two nights, each of a commit of its own. */
function layerMore(strategy: string): { alert: Alert; history: History } {
  const made = madeHistory(2);
  const points = made.nights.map((night, place) => ({
    ...{ night, value: String(5 + place), state: 'built', samples: NaN },
    pins: madePins({ commit: `c${place}` }),
  }));
  const series: Series = { app: 'go', strategy, scenario: '', metric: 'layers', points };
  const [, night] = made.nights;
  if (night === undefined) throw new Error('no night');
  const change = { series, night, before: '5', after: '6', better: undefined, causes: [] };
  const alert: Alert = { id: 'a', since: night, causes: [], verdict: 'change', exact: [change] };
  return { alert, history: { ...made, series: new Map([[seriesKey(series), series]]) } };
}

test('the commands name a strategy that there is, and the folder of its Dockerfiles', () => {
  const { alert, history } = layerMore('slim-again');
  const trend = { ...analyseTrend(history), dockerfilesOf: new Map([['slim-again', 'slim']]) };
  expect(evidenceLines(alert, trend)).toEqual([
    'What changed in the checkout: `git diff c0 c1 -- sample-apps/go strategies/slim`',
    'To see it: `npm run bench -- --apps go --strategies slim --rounds 1 --reproducible`',
  ]);
});

test('what this checkout does not define is named as the history does', () => {
  const { alert, history } = layerMore('gone');
  const lines = evidenceLines(alert, { ...analyseTrend(history), dockerfilesOf: new Map() });
  expect(lines.join()).toMatch(/strategies\/gone`.*--strategies gone /);
});
