import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Accepted } from '../../record/history/accepted.ts';
import { seriesKey, type Series } from '../../record/history/history.ts';
import { alertsOf } from '../../stats/trend/events/alerts.ts';
import { falseAlarms } from '../../stats/trend/events/twins.ts';
import { analyseTrend } from '../../stats/trend/analyse-trend.ts';
import { madeHistory } from '../../stats/trend/made-history.fixture.ts';
import { chartSourceOf } from '../chart-source.fixture.ts';
import type { NightReport } from '../night/night-text.ts';
import { reportPage } from './report-page.ts';

/** What is asked of a page; the library's own types are those of a browser, which are not known here. */
interface Element {
  readonly id: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  toString(): string;
}

async function pageOf(nights: number, decisions: readonly Accepted[] = []): Promise<Element> {
  const made = madeHistory(nights, (cell, night) =>
    cell === 'go/slim/cold' && night >= 60
      ? { ratio: 1.3, pins: { definition: 'd2<script>', ...(night >= 70 && { engine: '29' }) } }
      : {},
  );
  // With the user of an image, which changes together with its Dockerfile.
  const cold = made.series.get('go/slim/cold wall_ms')?.points ?? [];
  const user: Series = {
    ...{ app: 'go', strategy: 'slim', scenario: '', metric: 'user' },
    points: cold.flatMap((point, night) =>
      night === 0 ? { ...point, value: 'app' } : night === 60 ? { ...point, value: 'root' } : [],
    ),
  };
  const history = { ...made, series: new Map([...made.series, [seriesKey(user), user]]) };
  const trend = analyseTrend(history);
  const night = history.nights.at(-1) ?? { runId: '', at: '' };
  const report: NightReport = {
    ...{
      trend,
      night,
      alerts: alertsOf(trend),
      accepted: new Map(decisions.map((one) => [one.event, one])),
      failing: [],
    },
    falseAlarms: falseAlarms(trend),
  };
  const source = await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] });
  const page = parseHTML(reportPage({ ...source, command: 'do it again', trend: report })) as unknown as {
    document: Element;
  };
  return page.document;
}

test('the page of a night has a picture of every series, and every event leads to its series', async () => {
  const document = await pageOf(90);
  const figures = [...document.querySelectorAll('#nights .nights figure')];
  expect(figures).toHaveLength(12);
  expect(figures.map(({ id }) => id)).toContain('series-go-slim-cold');
  const event = document.querySelector('#event-20260302-go-slim-cold-slower');
  expect(event?.querySelector('h4')?.textContent).toMatch(/^Regression: go\/slim\/cold takes 1\.(2[5-9]|3)/);
  for (const link of event?.querySelectorAll('a') ?? [])
    expect(document.querySelector(link.getAttribute('href') ?? '')).not.toBeNull();
  expect([...(event?.querySelectorAll('a') ?? [])]).toHaveLength(1);
  expect(document.toString()).not.toContain('d2<script>');
});

test('an event that was accepted tells the reason, and does not offer to accept it', async () => {
  const textOf = async (decisions: readonly Accepted[]): Promise<string> =>
    (await pageOf(90, decisions)).querySelector('#event-20260302-go-slim-cold-slower')?.textContent ?? '';
  const event = '20260302-go-slim-cold-slower';
  const decided = await textOf([{ event, at: '2026-03-05T09:00:00.000Z', reason: '<b>worth it</b>' }]);
  expect(decided).toContain('Regression (accepted)');
  expect(decided).toContain('Accepted 2026-03-05: <b>worth it</b>');
  expect(decided).not.toContain('trend accept');
  expect(await textOf([])).toContain('trend accept');
});

test('what comes from images is code in the heading of an event, without backticks', async () => {
  const heading = (await pageOf(90)).querySelector('#event-20260302-exact-definition h4');
  expect(heading?.querySelector('code')?.textContent).toBe('app');
  expect(heading?.textContent).toMatch(/^Changed: go\/slim user app → root\./);
});

test('a picture shows the level of both segments and the change, and says the same in words', async () => {
  const figure = (await pageOf(90)).querySelector('#series-go-slim-cold');
  const label = figure?.querySelector('svg')?.getAttribute('aria-label') ?? '';
  expect(label).toMatch(/90 nights, now 1\.\d+ s; × 1\.\d\d since 2026-03-02\./);
  expect([...(figure?.querySelectorAll('[stroke-dasharray="3,2"] line') ?? [])]).toHaveLength(1);
});

test('an event of years ago is shown with the nights around it, and a series with its last year', async () => {
  const document = await pageOf(700);
  const changesIn = (selector: string) => [
    ...(document.querySelector(selector)?.querySelectorAll('svg [stroke-dasharray="3,2"] line') ?? []),
  ];
  expect(changesIn('#event-20260302-go-slim-cold-slower')).toHaveLength(1);
  expect(changesIn('#series-go-slim-cold')).toHaveLength(0);
});

test('the year, which stands below the first month, lies within the picture', async () => {
  const svg = (await pageOf(90)).querySelector('#series-go-slim-cold svg');
  const labels = [...(svg?.querySelectorAll('text') ?? [])].filter(({ textContent }) =>
    textContent?.includes('2026'),
  );
  expect(labels).toHaveLength(1);
  // Labels of 12 px hang 9 px below the axis: the first line by 0.71 em, the second one another em.
  const axis = Number(/,([\d.]+)\)/.exec(labels[0]?.getAttribute('transform') ?? '')?.[1]);
  expect(axis + 9 + 1.71 * 12).toBeLessThan(Number(svg?.getAttribute('height')));
});

test('a page without nights has no such section', async () => {
  expect(
    reportPage({ ...(await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] })), command: '' }),
  ).not.toContain('id="nights"');
});
