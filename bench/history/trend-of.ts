import { acceptedEvents } from '../../src/record/history/accepted.ts';
import { answers } from '../../src/record/history/answers.ts';
import type { History } from '../../src/record/history/history.ts';
import { alertsOf, type Alert } from '../../src/stats/trend/events/alerts.ts';
import { falseAlarms, type FalseAlarms } from '../../src/stats/trend/events/twins.ts';
import { analyseTrend, type Trend } from '../../src/stats/trend/analyse-trend.ts';
import type { CommandContext } from '../context.ts';
import { keepTrend, keptTrend } from './kept-trend.ts';

/** All that a history says, with what was decided about it. */
export interface KnownTrend {
  readonly trend: Trend;
  /** The newest first. */
  readonly alerts: readonly Alert[];
  /** Ids of alerts. */
  readonly accepted: ReadonlySet<string>;
  /** How often this machine is wrong; undefined where nothing is built under two names. */
  readonly falseAlarms: FalseAlarms | undefined;
}

/** Analyses a history that was read, from where it was left last time. Throws HISTORY_UNREADABLE. */
export async function trendOf(
  folder: string,
  history: History,
  { environment }: Pick<CommandContext, 'environment'>,
): Promise<KnownTrend> {
  const [said, decided] = await Promise.all([answers(folder), acceptedEvents(folder)]);
  const { kept, ...trend } = analyseTrend(history, {
    answers: said,
    kept: await keptTrend(folder, history, environment),
  });
  await keepTrend(folder, history, kept, environment);
  return {
    ...{ trend, alerts: alertsOf(trend), falseAlarms: falseAlarms(trend) },
    accepted: new Set(decided.map(({ event }) => event)),
  };
}
