import path from 'node:path';
import { acceptedEvents } from '../../src/record/history/accepted.ts';
import { answers } from '../../src/record/history/answers.ts';
import { thinnedPast } from '../../src/record/history/change-points.ts';
import type { History } from '../../src/record/history/history.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { HistorySource } from '../../src/report/table.ts';
import { makeRoom } from '../../src/inspect/heap-keeper.ts';
import { alertsOf } from '../../src/stats/trend/events/alerts.ts';
import { falseAlarms } from '../../src/stats/trend/events/twins.ts';
import { analyseTrend, type Trend } from '../../src/stats/trend/analyse-trend.ts';
import { shellWord } from '../../src/domain/shell-word.ts';
import type { CommandContext } from '../context.ts';
import { dockerfilesOfArms, type NamedArms } from '../sides/known-cell.ts';
import { folderWord } from '../terminal/run-commands.ts';
import { usualResultsFolder } from '../usual-results.ts';
import { keepTrend, keptTrend } from './kept-trend.ts';

/** Analyses a history that was read, from where it was left last time. Throws HISTORY_UNREADABLE. */
export async function trendOf(
  folder: string,
  history: History,
  {
    environment,
    definitions,
  }: Pick<CommandContext, 'environment'> & {
    readonly definitions: NamedArms & Partial<Pick<Definitions, 'apps'>>;
  },
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
    trend: {
      ...trend,
      dockerfilesOf: dockerfilesOfArms(definitions),
      wordsOfProject: wordsOfProject(definitions.apps ?? []),
      wordsOfHistory: wordsOfHistory(folder),
    },
    ...{ alerts: alertsOf(trend), falseAlarms: falseAlarms(trend, past?.thinned) },
    accepted: new Map(decided.map((one) => [one.event, one])),
  };
}

/** Who names no folder means another one where a project is named. */
const wordsOfHistory =
  (folder: string): Required<Trend>['wordsOfHistory'] =>
  ({ isOfProject }) =>
    folder === path.join(usualResultsFolder(isOfProject), 'history')
      ? ''
      : ` --history ${folderWord(folder)}`;

/** A history may be of a project that nobody names now: then its user knows where it lies. */
const wordsOfProject =
  (apps: Definitions['apps']) =>
  (id: string): string | undefined => {
    const app = apps.find((one) => one.id === id);
    if (app === undefined) return '--project FOLDER';
    return app.project && `--project ${shellWord(path.relative('', app.project.root) || '.')}`;
  };
