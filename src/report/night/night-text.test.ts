import { describe, expect, test } from 'vitest';
import { alertsOf, failsNight } from '../../stats/trend/events/alerts.ts';
import { falseAlarms } from '../../stats/trend/events/twins.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import { analyseTrend } from '../../stats/trend/analyse-trend.ts';
import { madeHistory, type Planted } from '../../stats/trend/made-history.fixture.ts';
import { alertList } from './alert-list.ts';
import { alertText, nightText, type NightReport } from './night-text.ts';

function report(
  nights: number,
  planted: (cell: string, night: number) => Planted,
  accepted: string[] = [],
): NightReport {
  const history = madeHistory(nights, planted);
  const trend = analyseTrend(history);
  const alerts = alertsOf(trend);
  const night = history.nights.at(-1) ?? { runId: '', at: '' };
  const known = new Map(
    accepted.map((event) => [event, { event, at: '2026-03-05T09:00:00.000Z', reason: 'worth it @all' }]),
  );
  const failing = alerts.filter((alert) => failsNight(alert, night, 0.05, known));
  return { trend, alerts, night, accepted: known, failing, falseAlarms: falseAlarms(trend) };
}
const id = '20260302-go-slim-cold-slower';
const slower = (cell: string, night: number): Planted =>
  cell === 'go/slim/cold' && night >= 60 ? { ratio: 1.3, pins: { definition: 'd2' } } : {};

describe('the text of a night', () => {
  test('that found a regression: the numbers, the cause, the commands', () => {
    const text = nightText(report(63, slower));
    expect(text).toMatch(/^## Night 2026-03-04: 1 regression\n\nNight 63 of 63, run n62\./);
    expect(text).toMatch(
      /\*\*Regression\*\*: go\/slim\/cold takes 1\.\d\d times as long\. Since 2026-03-02 \(run n60\)\./,
    );
    expect(text).toMatch(
      /- `[▁-█]{30}` go\/slim\/cold: (?:1\.0\d s|9\d\d ms) \(21 nights\) → 1\.[23]\d s \(3 nights\)/,
    );
    expect(text).toContain(
      '- To see it: `npm run -s stagebench -- bisect go/slim/cold --before n59 --after n62`',
    );
    expect(text).toContain('- What differs: the Dockerfile, or the sources of the app (`d1` → `d2`).');
    expect(text).toContain(`trend accept ${id} --reason`);
  });

  test('of the night after it, that it is open still; and nothing once it is accepted', () => {
    expect(nightText(report(64, slower))).toMatch(
      /: no new regression[^]*Found before, and neither mended nor accepted: 20260302-go-slim-cold-slower\./,
    );
    const accepted = nightText(report(63, slower, [id]));
    expect(accepted).toContain('no new regression');
    expect(accepted).not.toContain('Regression');
  });

  test('that tells of a regression which has cleared asks for no decision', () => {
    const mended = (cell: string, night: number): Planted => (night < 75 ? slower(cell, night) : {});
    const words = (nights: number): string => {
      const known = report(nights, mended);
      return known.alerts
        .filter((alert) => alert.id === id)
        .map((alert) => alertText(alert, known))
        .join();
    };
    expect(words(70)).toContain(`- To live with it: \`npm run -s stagebench -- trend accept ${id}`);
    expect(words(95)).not.toContain('trend accept');
    expect(words(95)).toContain(`- It has cleared (event ${id}).`);
  });

  test('tells why what is still so was accepted, as text; of what is as before nothing', () => {
    const why = '- Accepted 2026-03-05: worth it @&#8203;all (event 20260302-go-slim-cold-slower)';
    expect(nightText(report(64, slower, [id]))).toContain(`Accepted, and still so:\n${why}`);
    const mended = (cell: string, night: number): Planted => (night < 75 ? slower(cell, night) : {});
    expect(nightText(report(95, mended, [id]))).not.toContain('Accepted');
  });

  test('offers to accept what is open, and tells the reason of what is accepted', () => {
    const textOf = (accepted: string[]): string => {
      const { alerts, ...known } = report(64, slower, accepted);
      return alerts.map((alert) => alertText(alert, known)).join('');
    };
    expect(textOf([])).toContain('To live with it');
    expect(textOf([])).not.toContain('Accepted');
    expect(textOf([id])).not.toContain('trend accept');
    expect(textOf([id])).toContain('- Accepted 2026-03-05: worth it @&#8203;all');
  });

  test('says everything only where all cells moved', () => {
    const text = (isMeant: (cell: string) => boolean): string =>
      nightText(
        report(63, (cell, night) =>
          night >= 60 && isMeant(cell) ? { ratio: 1.3, pins: { base: 'b2' } } : {},
        ),
      );
    expect(text(() => true)).toContain(': everything takes 1.3');
    expect(text((cell) => cell.startsWith('go/'))).toContain(': builds of 6 of 12 cells take 1.');
  });

  test('in which every cell failed does not say that nothing became worse; one in which some failed says both', () => {
    const quiet = report(20, () => ({}));
    const lacking = { cells: 2, short: [], unread: [] };
    const failed = ['go/slim/cold (BUILD_FAILED)', 'go/slim/warm (BUILD_FAILED)'];
    expect(nightText({ ...quiet, lacking: { ...lacking, failed } })).toMatch(
      /^## Night 2026-01-20: 2 of 2 cells failed\n\nNight 20 of 20, run n19\.\n\n\*\*Failed\*\*, 2 of 2 cells: go\/slim\/cold \(BUILD_FAILED\), /,
    );
    expect(nightText({ ...quiet, lacking: { ...lacking, failed: failed.slice(1) } })).toMatch(
      /^## Night 2026-01-20: 1 of 2 cells failed, no new regression\n/,
    );
  });

  test('tells the reason once for which several cells could not be built as before', () => {
    const made = report(61, () => ({}));
    const event = (subject: string, reason: string): TimeEvent => ({
      ...{
        scope: 'cell',
        kind: 'suspected',
        subject,
        cells: [subject],
        direction: 1,
        ratio: 1.2,
        causes: [],
        parts: [],
      },
      ...{ since: made.night, found: made.night, alert: subject, of: 12 },
      answer: {
        ...{ series: subject, since: '', before: '', after: '', verdict: 'impossible', pairs: 0 },
        ...{ ratio: NaN, p: NaN, run: '', reason, at: '' },
      },
    });
    const suspected = [event('go/a/cold', 'gone'), event('go/b/cold', 'gone'), event('go/c/cold', 'other')];
    expect(nightText({ ...made, trend: { ...made.trend, suspected } })).toContain(
      [
        '- go/a/cold, go/b/cold could not be built as before (`gone`): the nights decide alone',
        '- go/c/cold could not be built as before (`other`): the nights decide alone',
      ].join('\n'),
    );
  });

  test('shows what comes from outside as code, and nothing of it acts', () => {
    const hostile = (cell: string, night: number): Planted =>
      cell === 'go/slim/cold' && night >= 60
        ? { ratio: 1.3, pins: { definition: '`<img src=x> @all\n# x' } }
        : {};
    const text = nightText(report(63, hostile));
    expect(text).toContain("(`d1` → `'<img src=x> @all # x`)");
  });

  test('with more alerts than a job summary takes is cut, and says so', () => {
    const base = report(63, slower);
    const [alert] = base.alerts;
    const many = Array.from({ length: 3000 }, () => alert ?? raise());
    const text = nightText({ ...base, alerts: many });
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toMatch(/And \d+ more: `stagebench trend` shows them\./);
  });
});
const raise = (): never => {
  throw new Error('no alert');
};

describe('the alerts for a tracker', () => {
  test('are regressions, with their ids in their titles, open or accepted', () => {
    expect(alertList(report(90, slower), 0.05)).toMatchObject([
      {
        id,
        state: 'open',
        verdict: 'regression',
        title: expect.stringMatching(
          /^go\/slim\/cold takes 1\.\d\d times as long \[20260302-go-slim-cold-slower\]$/,
        ),
      },
    ]);
    expect(alertList(report(90, slower, [id]), 0.05)).toMatchObject([
      { state: 'accepted', reason: 'worth it @all' },
    ]);
    expect(alertList(report(90, slower), 0.05)[0]).not.toHaveProperty('reason');
  });

  test('are small below the limit: whether they have cleared does not depend on it', () => {
    const mended = (cell: string, night: number): Planted => (night < 75 ? slower(cell, night) : {});
    const told = [report(70, slower), report(95, mended)].flatMap((one) =>
      [0.05, 0.5].map((failOn) => alertList(one, failOn).map(({ state, isSmall }) => [state, isSmall])),
    );
    expect(told).toEqual([[['open', false]], [['open', true]], [['cleared', false]], [['cleared', true]]]);
  });

  test('are not what became faster, nor the machine', () => {
    const others = (cell: string, night: number): Planted =>
      night < 60
        ? {}
        : cell === 'go/slim/cold'
          ? { ratio: 0.7 }
          : cell === 'node/slim/warm'
            ? { ratio: 1.4 }
            : {};
    expect(alertList(report(90, others), 0.05)).toEqual([]);
  });
});
