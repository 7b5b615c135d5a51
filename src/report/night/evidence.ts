import { median } from 'simple-statistics';
import { isInstalled } from '../../domain/is-installed.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import { variantId } from '../../domain/run/plan.ts';
import { formatMs } from '../../domain/units.ts';
import type { Answer } from '../../record/history/answers.ts';
import { seriesKey, type Point, type Series } from '../../record/history/history.ts';
import type { Alert } from '../../stats/trend/events/alerts.ts';
import { isAbout } from '../../stats/trend/events/explained.ts';
import { cellOf, isMeasured } from '../../stats/trend/events/night-feed.ts';
import { nightBefore } from '../../stats/trend/events/questions.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import type { Trend } from '../../stats/trend/analyse-trend.ts';
import { listText } from '../words/list-text.ts';
import { sparkline } from './sparkline.ts';

/** Cells whose numbers are shown. */
const mostCells = 3;
const bars = 30;
/** Nights before a change of which the median is what it took. */
const few = 21;

/** What shows an alert, and how to see it oneself: Markdown, a line each. */
export function evidenceLines({ time, also = [], exact = [] }: Alert, trend: Trend): string[] {
  if (time !== undefined) return [time, ...also].flatMap((event) => timeEvidence(event, trend));
  const [first] = exact;
  if (first === undefined) return [];
  const { app } = first.series;
  const strategy = trend.dockerfilesOf?.get(first.series.strategy) ?? first.series.strategy;
  const points = trend.history.series.get(seriesKey(first.series))?.points ?? [];
  const now = points.findLast(({ night }) => night === first.night);
  const differs = trend.differences?.get(variantId(first.series)) ?? [];
  const before = points.findLast(({ night }) => night.at < first.night.at);
  const project = trend.wordsOfProject?.(app);
  return [
    ...(differs.length === 0
      ? []
      : [`Files that differ when it is built twice: ${listText(differs.map(codeText))}`]),
    ...(before === undefined || now === undefined || before.pins.commit === now.pins.commit
      ? []
      : [
          `What changed in the ${project === undefined ? 'checkout' : 'project'}: ` +
            `\`${diffCommand(before, now, project === undefined ? [`sample-apps/${app}`, `strategies/${strategy}`] : [])}\``,
        ]),
    `To see it: \`npm run bench -- ${project ?? `--apps ${app}`} --strategies ${strategy} --rounds 1 --reproducible\``,
  ];
}

function timeEvidence(event: TimeEvent, trend: Trend): string[] {
  const { since, answer } = event;
  const found = cellsOf(event, trend);
  const rows = found.slice(0, mostCells).map((series) => {
    const { before, after } = levelsOf(series, since.at);
    return `\`${sparkline(around(series, since.at), bars)}\` ${cellOf(series).id}: ${textOf(before)} → ${textOf(after)}`;
  });
  const [one] = found;
  const command = one && bisectCommand(one, event, trend);
  return [
    ...rows,
    ...(answer === undefined ? [] : [answerText(answer)]),
    ...(command === undefined ? [] : [`To see it: \`${command}\``]),
  ];
}

/** The nights around a change, half of them since then; more of those before where it is new. */
function around({ points }: Series, since: string): (number | undefined)[] {
  const place = points.findIndex(({ night }) => night.at >= since);
  return points
    .slice(0, place === -1 ? points.length : place + bars / 2)
    .map((point) => (isMeasured(point) ? Number(point.value) : undefined));
}

/** The series of times that an event is about. */
export const cellsOf = (event: TimeEvent, { history }: Trend): Series[] =>
  [...history.series.values()].filter(
    (series) => series.metric === timeMetric && isAbout(event, cellOf(series)),
  );

const textOf = (values: readonly number[]): string =>
  values.length === 0
    ? '–'
    : `${formatMs(median(values))} (${values.length} night${values.length === 1 ? '' : 's'})`;

/** The nights before a change, the newest of them, and those since. */
function levelsOf({ points }: Series, since: string): { before: number[]; after: number[] } {
  const value = ({ value: ms }: Point): number => Number(ms);
  const measured = points.filter(isMeasured);
  return {
    before: measured
      .filter(({ night }) => night.at < since)
      .slice(-few)
      .map(value),
    after: measured
      .filter(({ night }) => night.at >= since)
      .slice(0, few)
      .map(value),
  };
}

/** The command that builds a cell as it was before a change and as it was in the night that found it. The package has no past of samples. */
function bisectCommand(series: Series, { since, found }: TimeEvent, trend: Trend): string | undefined {
  const project = trend.wordsOfProject?.(series.app);
  if (isInstalled && project === undefined) return undefined;
  const cell = cellOf(series);
  const before = nightBefore(cell, { since });
  const history = trend.wordsOfHistory?.({ isOfProject: project !== undefined }) ?? '';
  return (
    before &&
    `npm run -s stagebench -- bisect ${cell.id}${project === undefined ? '' : ` ${project}`}${history} --before ${before.runId} --after ${found.runId}`
  );
}

const diffCommand = (before: Point, now: Point, folders: readonly string[]): string => {
  const [old, own] = [before, now].map(({ pins }) => pins.commit.replace(/\+$/, '').slice(0, 12));
  return ['git diff', old, own, ...(folders.length > 0 ? ['--', ...folders] : [])].join(' ');
};

/** What comes from a file or an image, as code: nothing in it acts. */
export const codeText = (text: string): string =>
  text === '' ? 'nothing' : `\`${text.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\``;

/** What building both states has said. */
export function answerText({ series, verdict, pairs, ratio, p, reason }: Answer): string {
  const number = `× ${ratio.toFixed(3)} in ${pairs} pairs, p ${p < 0.0001 ? '< 0.0001' : `= ${p.toPrecision(2)}`}`;
  switch (verdict) {
    case 'slower':
      return `Built as before and as now, in turns on this machine: ${series} is slower, ${number}`;
    case 'faster':
      return `Built as before and as now, in turns on this machine: ${series} is faster, ${number}`;
    case 'alike':
      return `Built as before and as now, in turns on this machine: no difference of ${series} was shown, ${number}`;
    case 'impossible':
      return `${series} could not be built as before (${codeText(reason)}): the nights decide alone`;
  }
}
