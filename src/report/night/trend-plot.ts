import * as Plot from '@observablehq/plot';
import { median } from 'simple-statistics';
import { formatMs } from '../../domain/units.ts';
import type { Night, Pins, Point, Series } from '../../record/history/history.ts';
import { cellOf, isMeasured } from '../../stats/trend/events/night-feed.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import type { Trend } from '../../stats/trend/analyse-trend.ts';
import type { Canvas } from '../charts/chart.ts';
import { colours, drawPlot } from '../charts/draw-plot.ts';
import { isAbout, placeFrom } from '../../stats/trend/events/explained.ts';

/** A year of a series. */
const mostNights = 365;
/** Of what is shown around an event, so many nights are before it. */
const nightsBefore = 120;

interface Value {
  readonly at: Date;
  readonly ms: number;
}

/** Nights between two changes, all at one level. */
interface Segment {
  readonly from: Date;
  readonly to: Date;
  readonly level: number;
}

/**
 * A series night by night: its values, the level of each segment, a line where it changed, and below it a mark where engine, builder,
 * kernel or CPU changed. It is the last year, or the one in which `around` lies. Undefined if nothing was measured.
 */
export function trendPlot(
  series: Series,
  trend: Trend,
  canvas: Canvas,
  around?: Night,
): { svg: string; alt: string } | undefined {
  const cell = cellOf(series);
  const { id } = cell;
  const measured = series.points.filter(isMeasured);
  const points = yearOf(measured, around);
  const isNewest = points.at(-1) === measured.at(-1);
  const values = points.map(({ night, value }): Value => ({ at: new Date(night.at), ms: Number(value) }));
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const events = trend.confirmed.filter((event) => isAbout(event, cell));
  const changes = events
    .map(({ since }) => new Date(since.at))
    .filter((at) => at > first.at && at <= last.at);
  const segments = segmentsOf(values, changes);
  const all = values.map(({ ms }) => ms);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(0.05 * most, 0.1 * (most - least));
  const floor = Math.max(0, least - room);
  const marks = environmentMarks(points);
  const isSuspected = isNewest && trend.suspected.some((event) => isAbout(event, cell));
  const suspects = isSuspected ? [last] : [];
  const description = descriptionOf(id, values, isNewest ? segments.at(-1)?.level : undefined, events);
  const svg = drawPlot(
    {
      // Below the first month stands its year.
      ...{ height: 146, marginLeft: 60, marginRight: 16, marginTop: 8, marginBottom: 38 },
      x: { type: 'utc', label: null, ticks: 4 },
      y: { domain: [floor, most + room], label: null, ticks: 3, tickFormat: (ms: number) => formatMs(ms) },
      marks: [
        Plot.line(values, { x: 'at', y: 'ms', stroke: colours.faint, strokeWidth: 1 }),
        Plot.ruleX(changes, { stroke: colours.accent, strokeDasharray: '3,2' }),
        Plot.ruleY(segments, { x1: 'from', x2: 'to', y: 'level', stroke: colours.accent, strokeWidth: 2 }),
        Plot.dot(marks, { x: (at: Date) => at, y: floor, symbol: 'triangle', r: 4, fill: colours.faint }),
        Plot.dot(suspects, { x: 'at', y: 'ms', r: 5, stroke: colours.accent, fill: 'none' }),
      ],
    },
    canvas,
    { title: `${id}, night by night`, description },
  );
  return { svg, alt: description };
}

function yearOf(points: readonly Point[], around: Night | undefined): readonly Point[] {
  const newest = Math.max(0, points.length - mostNights);
  const from =
    around === undefined ? newest : Math.min(newest, Math.max(0, placeFrom(points, around) - nightsBefore));
  return points.slice(from, from + mostNights);
}

function segmentsOf(values: readonly Value[], changes: readonly Date[]): Segment[] {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return [];
  const cuts = [first.at, ...changes];
  return cuts.flatMap((from, place): Segment[] => {
    const next = cuts[place + 1];
    const own = values.filter(({ at }) => at >= from && (next === undefined || at < next));
    if (own.length === 0) return [];
    return [{ from, to: next ?? last.at, level: median(own.map(({ ms }) => ms)) }];
  });
}

const surroundings: readonly (keyof Pins)[] = ['engine', 'buildx', 'kernel', 'cpu_model', 'image_store'];

function environmentMarks(points: readonly Point[]): Date[] {
  return points.flatMap(({ night, pins }, place) => {
    const before = points[place - 1]?.pins;
    const differs = before !== undefined && surroundings.some((column) => before[column] !== pins[column]);
    return differs ? [new Date(night.at)] : [];
  });
}

function descriptionOf(
  id: string,
  values: readonly Value[],
  now: number | undefined,
  events: readonly TimeEvent[],
): string {
  const steps = events.map(({ ratio, since }) => `× ${ratio.toFixed(2)} since ${since.at.slice(0, 10)}`);
  return `${id}: ${values.length} night${values.length === 1 ? '' : 's'}${now === undefined ? '' : `, now ${formatMs(now)}`}; ${steps.length === 0 ? 'no change was confirmed' : steps.join(', ')}.`;
}
