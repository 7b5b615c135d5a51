import { StagebenchError } from '../../../src/domain/errors.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { accept } from '../../../src/record/history/accepted.ts';
import { timeMetric } from '../../../src/domain/metrics/night.ts';
import type { History } from '../../../src/record/history/history.ts';
import { readHistory } from '../../../src/record/history/read-history.ts';
import { format as textFormat } from '../../../src/report/formats/text.ts';
import { alertText, falseAlarmsText } from '../../../src/report/night/night-text.ts';
import { nightsTable } from '../../../src/report/night/nights-table.ts';
import { trendTable } from '../../../src/report/night/trend-table.ts';
import type { Alert } from '../../../src/stats/trend/events/alerts.ts';
import type { CommandContext } from '../../context.ts';
import { trendOf } from '../../nights/trend-of.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface TrendJob {
  /** Nothing, or `accept EVENT`. */
  readonly words: readonly string[];
  readonly series: readonly string[] | undefined;
  readonly reason: string | undefined;
  /** Absolute path. */
  readonly history: string;
  readonly json: boolean;
}

/** Shows what a history says, or records a decision. Throws USAGE, UNKNOWN_NAME, NO_NIGHT, HISTORY_UNREADABLE. */
export async function trend(job: TrendJob, context: CommandContext): Promise<number> {
  const [action, event, further] = job.words;
  if (action !== undefined && (action !== 'accept' || event === undefined || further !== undefined))
    throw new StagebenchError('USAGE', 'Behind trend stands nothing, or: accept EVENT --reason "…".');
  const history = await readHistory(job.history);
  if (history.nights.length === 0)
    throw new StagebenchError('NO_NIGHT', `There is no night in ${job.history} yet.`);
  const { trend: found, alerts, accepted, falseAlarms } = await trendOf(job.history, history, context);
  if (event !== undefined) return accepting(job, event, alerts, context);
  const shown = job.series === undefined ? history : chosen(history, job.series);
  if (job.json) {
    const { confirmed, suspected, exact } = found;
    context.stdout.write(
      `${JSON.stringify({ nights: history.nights.length, confirmed, suspected, exact, accepted: [...accepted.values()] }, null, 2)}\n`,
    );
    return 0;
  }
  const [only, another] = [...shown.series.values()];
  const table =
    job.series !== undefined && only !== undefined && another === undefined
      ? nightsTable(only)
      : trendTable({ ...found, history: shown });
  const parts = [
    textFormat.print({ tables: [table] }, context.stdout.columns || Infinity).trimEnd(),
    ...alerts
      .filter((alert) => isOf(alert, shown))
      .map((alert) => alertText(alert, { trend: found, accepted })),
    ...falseAlarmsText(falseAlarms),
  ];
  context.stdout.write(`${parts.join('\n\n')}\n`);
  return 0;
}

async function accepting(
  { reason, history }: TrendJob,
  event: string,
  alerts: readonly Alert[],
  { stderr, clock }: CommandContext,
): Promise<number> {
  if (reason === undefined || reason.trim() === '')
    throw new StagebenchError('USAGE', 'accept needs a reason: --reason "…". Others will ask for it.');
  if (!alerts.some(({ id }) => id === event))
    throw new StagebenchError(
      'UNKNOWN_NAME',
      unknownName(
        'event',
        event,
        alerts.map(({ id }) => id),
      ),
    );
  const isNew = await accept(history, { event, at: clock.date().toISOString(), reason });
  writeWords(stderr, isNew ? `accepted: ${event}` : `${event} was accepted before`);
  return 0;
}

/** Throws UNKNOWN_NAME for a name that no series of times begins with. */
function chosen(history: History, names: readonly string[]): History {
  const times = [...history.series].filter(([, { metric }]) => metric === timeMetric);
  const isMeant = (key: string, name: string): boolean => {
    const cell = key.slice(0, key.indexOf(' '));
    return cell === name || cell.startsWith(`${name}/`);
  };
  for (const name of names)
    if (!times.some(([key]) => isMeant(key, name)))
      throw new StagebenchError(
        'UNKNOWN_NAME',
        unknownName(
          'series',
          name,
          times.map(([key]) => key.slice(0, key.indexOf(' '))),
        ),
      );
  return {
    ...history,
    series: new Map(times.filter(([key]) => names.some((name) => isMeant(key, name)))),
  };
}

/** Whether an alert is about any of the series that are shown. */
function isOf({ time, also = [], exact = [] }: Alert, { series }: History): boolean {
  const cells = [...series.values()].map(({ app, strategy, scenario }) => `${app}/${strategy}/${scenario}`);
  if (time !== undefined)
    return [time, ...also].some(
      ({ scope, subject, cells: changed }) =>
        scope === 'family' || cells.some((cell) => changed.includes(cell) || cell.startsWith(`${subject}/`)),
    );
  return exact.some(({ series: one }) =>
    cells.some((cell) => cell.startsWith(`${one.app}/${one.strategy}/`)),
  );
}
