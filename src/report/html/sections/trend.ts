import { timeMetric } from '../../../domain/metrics/night.ts';
import { seriesKey, type Series } from '../../../record/history/history.ts';
import { stateOf, type Alert } from '../../../stats/trend/events/alerts.ts';
import { cellOf } from '../../../stats/trend/events/night-feed.ts';
import type { Canvas } from '../../charts/chart.ts';
import { cellsOf } from '../../night/evidence.ts';
import { alertWords, falseAlarmsText, type NightReport } from '../../night/night-text.ts';
import { trendPlot } from '../../night/trend-plot.ts';
import { html, Html } from '../html.ts';
import type { Section } from '../section.ts';
import { withCode } from '../table-html.ts';

const canvas: Canvas = { width: 360, isAlone: false };
/** Older ones are in `trend`. */
const mostEvents = 40;
const mostLinks = 6;

export const section: Section = {
  ...{ id: 'nights', order: 1.5, title: 'Night by night' },
  own: ({ trend }) => trend && body(trend),
};

function body(report: NightReport): Html {
  const { trend, alerts, night } = report;
  const { nights } = trend.history;
  const times = [...trend.history.series.values()]
    .filter(({ metric }) => metric === timeMetric)
    .toSorted((a, b) => (seriesKey(a) < seriesKey(b) ? -1 : 1));
  const shown = alerts.slice(0, mostEvents);
  const rest = alerts.length - shown.length;
  return html`<p>${nights.length} night${nights.length === 1 ? '' : 's'}, the newest of ${night.at.slice(0, 10)}. The thin line shows the nights, the thick line the level. A dashed line marks a change, a triangle a change of engine, builder, kernel or CPU, a circle what is suspected.</p>
${falseAlarmsText(report.falseAlarms).map((text) => html`<p class="from">${text}</p>`)}
<h3>Events</h3>${shown.length === 0 && html`<p>Nothing has changed so far.</p>`}${shown.map((alert) => event(alert, report))}${rest > 0 && html`<p>And ${rest} older ones: <code>stagebench trend</code> shows them.</p>`}
${trend.suspected.length > 0 && html`<h3>Suspected</h3><ul>${trend.suspected.map(({ subject, ratio, since }) => html`<li>${subject}: × ${ratio.toFixed(2)} since ${since.at.slice(0, 10)}</li>`)}</ul>`}
<h3>Every series</h3><div class="nights">${times.map((series) => figure(series, report))}</div>`;
}

const placeOf = (series: Series): string => `series-${cellOf(series).id.replaceAll(/[^\w-]/g, '-')}`;

function event(alert: Alert, report: NightReport): Html {
  const { trend, accepted } = report;
  const { verdict, what, lines } = alertWords(alert, report);
  const state = stateOf(alert, trend, accepted);
  const times = [alert.time ?? [], alert.also ?? []].flat();
  const about = times.flatMap((one) => cellsOf(one, trend));
  const [first] = about;
  const drawn = first && trendPlot(first, trend, canvas, times[0]?.since);
  return html`<article id="event-${alert.id}"><h4>${verdict}${state !== 'open' && ` (${state})`}: ${withCode(what)}</h4>${
    drawn && html`<figure class="night">${new Html(drawn.svg)}</figure>`
  }<ul class="notes">${lines.map((line) => html`<li>${withCode(line)}</li>`)}</ul>${
    about.length > 0 &&
    html`<p class="from">${about.slice(0, mostLinks).map((series) => html`<a href="#${placeOf(series)}">${cellOf(series).id}</a> `)}${about.length > mostLinks && `and ${about.length - mostLinks} more below`}</p>`
  }</article>`;
}

function figure(series: Series, { trend }: NightReport): Html | undefined {
  const drawn = trendPlot(series, trend, canvas);
  return (
    drawn &&
    html`<figure class="night" id="${placeOf(series)}"><figcaption>${cellOf(series).id}</figcaption>${new Html(drawn.svg)}<p>${drawn.alt}</p></figure>`
  );
}
