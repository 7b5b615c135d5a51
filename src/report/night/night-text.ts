import type { Accepted } from '../../record/history/accepted.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import type { Night } from '../../record/history/history.ts';
import { fewestNights, nightsUntilReady } from '../../stats/trend/detector/series-detector.ts';
import { foundIn, imagesOf, stateOf, type Alert } from '../../stats/trend/events/alerts.ts';
import type { Cause } from '../../stats/trend/events/causes.ts';
import type { ExactChange } from '../../stats/trend/events/exact-changes.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import type { FalseAlarms } from '../../stats/trend/events/twins.ts';
import type { Trend } from '../../stats/trend/analyse-trend.ts';
import type { HistorySource } from '../table.ts';
import { listText } from '../words/list-text.ts';
import { textWithCode } from '../page/markdown-text.ts';
import { failedHeading, failedText, type FailedCells } from './failed-cells.ts';
import { answerText, codeText, evidenceLines } from './evidence.ts';

/** What is known after a night. */
export interface NightReport extends HistorySource {
  readonly night: Night;
  /** Those that fail the night. */
  readonly failing: readonly Alert[];
  /** What the night lacks; absent if every cell has its samples. */
  readonly lacking?: FailedCells | undefined;
}

/** A job summary of GitHub takes 1 MiB: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
const mostBytes = 1_000_000;

/** What a night has found, worst first, as Markdown: for a terminal and for the summary of a CI job. */
export function nightText(report: NightReport): string {
  const { trend, alerts, night, accepted, failing, lacking } = report;
  const { nights } = trend.history;
  const place = nights.indexOf(night) + 1;
  const failed = new Set(failing.map(({ id }) => id));
  const isTonight = (alert: Alert): boolean =>
    failed.has(alert.id) ||
    [foundIn(alert), ...(alert.exact ?? []).map((change) => change.night)].some(
      ({ runId }) => runId === night.runId,
    );
  const open = alerts.filter((alert) => stateOf(alert, trend, accepted) === 'open');
  const tonight = worstFirst(open.filter(isTonight));
  const before = worstFirst(open.filter((alert) => !isTonight(alert) && alert.verdict === 'regression'));
  const worse = tonight.filter(({ verdict }) => verdict === 'regression').length;
  const below =
    worse > failing.length ? `, ${failing.length === 0 ? 'none' : failing.length} large enough to fail` : '';
  const found = worse > 0 ? `${counted(worse, 'regression')}${below}` : 'no new regression';
  // Where nothing was measured, nobody can say that nothing became worse.
  const isBlind = worse === 0 && lacking?.failed.length === lacking?.cells;
  const heading =
    lacking === undefined ? found : [failedHeading(lacking), ...(isBlind ? [] : [found])].join(', ');
  const head = [
    `## Night ${night.at.slice(0, 10)}: ${heading}`,
    `Night ${place} of ${nights.length}, run ${night.runId}.`,
    ...(lacking === undefined ? [] : [failedText(lacking, night.runId)]),
  ];
  const foot = [
    ...(before.length === 0 ? [] : [stillOpenText(before)]),
    ...acceptedTexts(report),
    ...suspectsTexts(trend),
    ...silentTexts(trend),
    ...falseAlarmsText(report.falseAlarms),
  ];
  const parts = tonight.map((alert) => alertText(alert, report));
  const told = fitting(parts, mostBytes - bytesOf([...head, ...foot]));
  const rest = parts.length - told.length;
  return [
    ...head,
    ...told,
    ...(rest > 0 ? [`And ${rest} more: \`stagebench trend\` shows them.`] : []),
    ...foot,
  ].join('\n\n');
}

const ranks: readonly Alert['verdict'][] = ['regression', 'change', 'environment', 'improvement'];

const worstFirst = (alerts: readonly Alert[]): Alert[] =>
  alerts.toSorted(
    (a, b) =>
      ranks.indexOf(a.verdict) - ranks.indexOf(b.verdict) || (b.time?.ratio ?? 0) - (a.time?.ratio ?? 0),
  );

const bytesOf = (parts: readonly string[]): number => Buffer.byteLength(parts.join('\n\n')) + 200;

/** As many of the first parts as fit into so many bytes. */
function fitting(parts: readonly string[], bytes: number): readonly string[] {
  let left = bytes;
  const end = parts.findIndex((part) => (left -= Buffer.byteLength(part) + 2) < 0);
  return end === -1 ? parts : parts.slice(0, end);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const verdictWords: Readonly<Record<Alert['verdict'], string>> = {
  regression: 'Regression',
  change: 'Changed',
  environment: 'The machine, not the image',
  improvement: 'Improvement',
};

/** An alert in words. */
interface AlertWords {
  readonly verdict: string;
  /** What changed, and since when. */
  readonly what: string;
  /** The evidence, what differs, and what to do; Markdown. */
  readonly lines: readonly string[];
}

export function alertWords(alert: Alert, { trend, accepted }: Known): AlertWords {
  const { id, verdict, since, causes, time, also = [], exact = [] } = alert;
  const decision = accepted.get(id);
  const what = time === undefined ? exactText(exact) : [time, ...also].map(timeText).join(' ');
  return {
    verdict: verdictWords[verdict],
    what: `${what} Since ${since.at.slice(0, 10)} (run ${since.runId}).`,
    lines: [
      ...evidenceLines(alert, trend),
      causesText(causes, exact.length > 0),
      decision === undefined ? adviceText(alert, trend) : acceptedText(decision),
    ],
  };
}

/** What an alert is told with. */
type Known = Pick<HistorySource, 'trend' | 'accepted'>;

/** The same as Markdown. What comes from images and files is text in it, or code. */
export function alertText(alert: Alert, known: Known): string {
  const { verdict, what, lines } = alertWords(alert, known);
  return [`**${verdict}**: ${textWithCode(what)}`, ...lines.map((line) => `- ${textWithCode(line)}`)].join(
    '\n',
  );
}

export function timeText(event: TimeEvent): string {
  const takes = `${event.ratio.toFixed(2)} times as long.`;
  const several = severalText(event);
  if (several !== undefined) return `${several} take ${takes}`;
  return `${event.scope === 'family' ? 'everything' : event.subject} takes ${takes}`;
}

/** Builds of more than one cell; undefined for what has a name of its own. Everything is said only where all cells moved, or the family. */
function severalText({ scope, subject, cells, of }: TimeEvent): string | undefined {
  if (scope === 'scenario') return `${subject} builds (${cells.length} cells)`;
  return scope === 'family' && cells.length > 0 && cells.length < of
    ? `builds of ${cells.length} of ${of} cells`
    : undefined;
}

const shown = 4;

function exactText(changes: readonly ExactChange[]): string {
  const steps = changes.slice(0, shown).map(({ series, before, after }) => {
    const cell = [series.app, series.strategy, series.scenario].filter((part) => part !== '').join('/');
    return `${cell} ${series.metric} ${codeText(before)} → ${codeText(after)}`;
  });
  const rest = changes.length - steps.length;
  return `${steps.join('; ')}${rest > 0 ? `; and ${rest} more of ${counted(imagesOf(changes).length, 'image')}` : ''}.`;
}

const causeWords: Readonly<Record<Cause['column'], string>> = {
  definition: 'the Dockerfile, or the sources of the app',
  base: 'the base image',
  lockfile: 'the lockfile',
  commit: 'the commit',
  engine: 'the engine or the builder',
  buildx: 'buildx',
  kernel: 'the kernel',
  cpu_model: 'the CPU model',
  image_store: 'where the engine keeps images',
  cold_method: 'how builds are made cold',
};

function causesText(causes: readonly Cause[], isExact: boolean): string {
  if (causes.length === 0)
    return isExact
      ? 'Nothing that it is made of differs: the image is not reproducible.'
      : 'Nothing that is recorded differs: the machine, or what it fetches from.';
  const steps = causes.map(
    ({ column, before, after }) => `${causeWords[column]} (${codeText(before)} → ${codeText(after)})`,
  );
  return `What differs: ${listText(steps)}.`;
}

function adviceText(alert: Alert, trend: Trend): string {
  const { id, verdict } = alert;
  if (verdict === 'improvement') return `Event ${id}.`;
  return stateOf(alert, trend, nothing) === 'cleared'
    ? `It has cleared (event ${id}).`
    : `To live with it: \`npm run -s stagebench -- trend accept ${id}${trend.wordsOfHistory?.({ isOfProject: false }) ?? ''} --reason "…"\`.`;
}

/** What was decided, when and why; the reason is text of somebody. */
const acceptedText = ({ event, at, reason }: Accepted): string =>
  `Accepted ${at.slice(0, 10)}: ${reason.replaceAll(/\s+/g, ' ').trim()} (event ${event})`;

/** Decisions about what became worse, and is so still; the newest first. */
function acceptedTexts({ alerts, trend, accepted }: NightReport): string[] {
  const decided = alerts.flatMap((alert) => {
    const decision = accepted.get(alert.id);
    return decision === undefined || stateOf(alert, trend, nothing) === 'cleared' ? [] : [decision];
  });
  if (decided.length === 0) return [];
  const rest = decided.length - shown;
  return [
    [
      'Accepted, and still so:',
      ...decided.slice(0, shown).map((decision) => `- ${textWithCode(acceptedText(decision))}`),
      ...(rest > 0 ? [`- and ${rest} more: \`stagebench trend\` shows them`] : []),
    ].join('\n'),
  ];
}

const nothing: ReadonlySet<string> = new Set();

/** What may be chance: also single nights, if their cells were built again. */
function suspectsTexts({ suspected: levels, far }: Trend): string[] {
  const suspected = [...levels, ...far.filter(({ answer }) => answer !== undefined)];
  if (suspected.length === 0) return [];
  const some = suspected.slice(0, shown).map(({ subject, ratio }) => `${subject} (× ${ratio.toFixed(2)})`);
  const rest = suspected.length - some.length;
  const answers = suspected.flatMap(({ answer }) => answer ?? []);
  // One reason is told once: a commit that is gone is gone for all.
  const said = [
    ...Map.groupBy(answers, (answer) => (answer.verdict === 'impossible' ? answer.reason : answer)).values(),
  ].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : answerText({ ...first, series: listText([first, ...others].map(({ series }) => series)) }),
  );
  return [
    [
      `Suspected, not shown yet: ${listText(some)}${rest > 0 ? ` and ${rest} more` : ''}.`,
      ...said.map((text) => `- ${textWithCode(text)}`),
    ].join('\n'),
  ];
}

/** Of what nothing can be said yet, and how long that lasts. */
function silentTexts({ silent, history: { series } }: Trend): string[] {
  if (silent.length === 0) return [];
  const all = [...series.values()].filter(({ metric }) => metric === timeMetric).length;
  const some = silent.length === all ? '' : `: ${listText(silent)}`;
  return [
    `The rule about times is silent so far about ${silent.length} of ${all} series${some}. It needs ${nightsUntilReady()} nights of a new series, and ${fewestNights} of a new level.`,
  ];
}

function stillOpenText(alerts: readonly Alert[]): string {
  const some = alerts.slice(0, shown).map(({ id }) => id);
  const rest = alerts.length - some.length;
  return `Found before, and neither mended nor accepted: ${listText(some)}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

/** The honest number of this machine. */
export function falseAlarmsText(found: FalseAlarms | undefined): string[] {
  if (found === undefined) return [];
  const { series, years, slowdowns, speedups } = found;
  const rate = years > 0 ? ` (${(slowdowns / years).toPrecision(2)} slowdowns in each)` : '';
  return [
    `False alarms of this machine, from what is built under two names: ${counted(slowdowns, 'slowdown')} and ${counted(speedups, 'speedup')} of ${series} series in ${years.toFixed(1)} series-years${slowdowns > 0 ? rate : ''}.`,
  ];
}
