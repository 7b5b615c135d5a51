import { acceptedEvents } from '../../src/record/history/accepted.ts';
import { answers } from '../../src/record/history/answers.ts';
import { thinnedPast } from '../../src/record/history/change-points.ts';
import type { History } from '../../src/record/history/history.ts';
import type { HistorySource } from '../../src/report/table.ts';
import { makeRoom } from '../../src/inspect/heap-keeper.ts';
import { alertsOf } from '../../src/stats/trend/events/alerts.ts';
import { falseAlarms } from '../../src/stats/trend/events/twins.ts';
import { analyseTrend } from '../../src/stats/trend/analyse-trend.ts';
import type { CommandContext } from '../context.ts';
import { dockerfilesOfArms, type NamedArms } from '../sides/known-cell.ts';
import { keepTrend, keptTrend } from './kept-trend.ts';

/** Analyses a history that was read, from where it was left last time. Throws HISTORY_UNREADABLE. */
export async function trendOf(
  folder: string,
  history: History,
  { environment, definitions }: Pick<CommandContext, 'environment'> & { readonly definitions: NamedArms },
): Promise<HistorySource> {
  // What was read of the files would stay beside what is made of them.
  makeRoom();
  const [said, decided, past] = await Promise.all([
    answers(folder),
    acceptedEvents(folder),
    thinnedPast(folder),
  ]);
  const { kept, ...trend } = analyseTrend(history, {
    ...{ answers: said, past },
    kept: await keptTrend(folder, { history, past }, environment),
  });
  await keepTrend(folder, { history, past }, kept, environment);
  return {
    trend: { ...trend, dockerfilesOf: dockerfilesOfArms(definitions) },
    ...{ alerts: alertsOf(trend), falseAlarms: falseAlarms(trend, past?.thinned) },
    accepted: new Map(decided.map((one) => [one.event, one])),
  };
}
