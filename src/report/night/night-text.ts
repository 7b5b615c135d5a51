import type { Night } from '../../record/history/history.ts';
import { imagesOf, type Alert } from '../../stats/trend/alerts.ts';
import type { TimeEvent, Trend } from '../../stats/trend/analyse-trend.ts';
import type { Cause } from '../../stats/trend/causes.ts';
import type { ExactChange } from '../../stats/trend/exact-changes.ts';
import { listText } from '../words/list-text.ts';

export interface NightReport {
  readonly trend: Trend;
  /** Of the whole history, the newest first. */
  readonly alerts: readonly Alert[];
  readonly night: Night;
  readonly accepted: ReadonlySet<string>;
  /** Those that fail the night. */
  readonly failing: readonly Alert[];
}

/** What a night has found, worst first, as Markdown: for a terminal and for the summary of a CI job. */
export function nightText({ trend, alerts, night, accepted, failing }: NightReport): string {
  const { nights } = trend.history;
  const place = nights.indexOf(night) + 1;
  const ofTonight = alerts.filter((alert) => foundIn(alert).runId === night.runId);
  const open = ofTonight.filter(({ id }) => !accepted.has(id));
  const worst = open.toSorted((a, b) => ranks.indexOf(a.verdict) - ranks.indexOf(b.verdict));
  return [
    `## Night ${night.at.slice(0, 10)}: ${failing.length > 0 ? `${failing.length} regression${failing.length === 1 ? '' : 's'}` : 'no regression'}`,
    `Night ${place} of ${nights.length}, run ${night.runId}.`,
    ...worst.map((alert) => alertText(alert)),
    ...(trend.suspected.length === 0 ? [] : [suspectsText(trend.suspected)]),
    ...(nights.length < fewestNights
      ? [`The rule about times is silent before night ${fewestNights}: there are ${nights.length}.`]
      : []),
  ].join('\n\n');
}

/** A younger history says nothing about times. */
const fewestNights = 14;
const ranks: readonly Alert['verdict'][] = ['regression', 'change', 'environment', 'improvement'];

const foundIn = ({ time, since }: Alert): Night => time?.found ?? since;

const verdictWords: Readonly<Record<Alert['verdict'], string>> = {
  regression: 'Regression',
  change: 'Changed',
  environment: 'The machine, not the image',
  improvement: 'Improvement',
};

/** An alert: what changed, since when, what differs, and what to do. */
export function alertText({ id, verdict, since, causes, time, exact = [] }: Alert): string {
  const what = time === undefined ? exactText(exact) : timeText(time);
  return [
    `**${verdictWords[verdict]}**: ${what} Since ${since.at.slice(0, 10)} (run ${since.runId}).`,
    `- ${causesText(causes, exact.length > 0)}`,
    `- ${adviceText(id, verdict)}`,
  ].join('\n');
}

export function timeText({ scope, subject, ratio, cells }: TimeEvent): string {
  const who =
    scope === 'family'
      ? 'everything'
      : scope === 'scenario'
        ? `${subject} builds (${cells.length} cells)`
        : subject;
  return `${who} takes ${ratio.toFixed(2)} times as long.`;
}

const shown = 4;

function exactText(changes: readonly ExactChange[]): string {
  const steps = changes.slice(0, shown).map(({ series, before, after }) => {
    const cell = [series.app, series.strategy, series.scenario].filter((part) => part !== '').join('/');
    return `${cell} ${series.metric} ${before} → ${after}`;
  });
  const rest = changes.length - steps.length;
  const images = imagesOf(changes).length;
  return `${steps.join('; ')}${rest > 0 ? `; and ${rest} more of ${images} image${images === 1 ? '' : 's'}` : ''}.`;
}

const causeWords: Readonly<Record<Cause['column'], string>> = {
  definition: 'the Dockerfile, or the sources of the app',
  base: 'the base image',
  lockfile: 'the lockfile',
  commit: 'the commit',
  engine: 'the engine',
  buildx: 'buildx',
  kernel: 'the kernel',
  cpu_model: 'the CPU model',
  image_store: 'where the engine keeps images',
  cold_method: 'how builds are made cold',
};

function causesText(causes: readonly Cause[], isExact: boolean): string {
  if (causes.length === 0)
    return isExact
      ? 'Nothing that it is made of differs: the image is not reproducible. `run --reproducible` names the files that differ.'
      : 'Nothing that is recorded differs: the machine, or what it fetches from.';
  return `What differs: ${listText(causes.map(({ column, before, after }) => `${causeWords[column]} (${before} → ${after})`))}.`;
}

const adviceText = (id: string, verdict: Alert['verdict']): string =>
  verdict === 'improvement'
    ? `Event ${id}.`
    : `To live with it: \`stagebench trend accept ${id} --reason "…"\`.`;

function suspectsText(suspected: readonly TimeEvent[]): string {
  const some = suspected.slice(0, shown).map(({ subject, ratio }) => `${subject} (× ${ratio.toFixed(2)})`);
  const rest = suspected.length - some.length;
  return `Suspected, not shown yet: ${listText(some)}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
