import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { answers } from '../../../src/record/history/answers.ts';
import { compactHistory } from '../../../src/record/history/compact-history.ts';
import { historyFiles } from '../../../src/record/history/read-history.ts';
import { analyseTrend } from '../../../src/stats/trend/analyse-trend.ts';
import { nightsToForget } from '../../../src/stats/trend/thin-nights.ts';
import type { CommandContext } from '../../context.ts';

export interface HistoryJob {
  readonly action: string;
  readonly days: number;
  /** Absolute path. */
  readonly history: string;
}

const dayOf = (at: string): number => Math.floor(Date.parse(at) / 86_400_000);

/** Throws UNKNOWN_NAME, NO_NIGHT, HISTORY_UNREADABLE, HISTORY_NOT_WRITABLE. */
export async function history(
  { action, days, history: folder }: HistoryJob,
  { stdout }: CommandContext,
): Promise<number> {
  if (action !== 'compact')
    throw new StagebenchError('UNKNOWN_NAME', unknownName('action', action, ['compact']));
  if ((await historyFiles(folder)).length === 0)
    throw new StagebenchError('NO_NIGHT', `There is no night in ${folder} yet.`);
  const said = await answers(folder);
  const done = await compactHistory(folder, (found, past) =>
    nightsToForget(found, past, {
      ...{ days, dayOf },
      analyse: (one, known) => analyseTrend(one, { answers: said, past: known }),
    }),
  );
  for (const { file, rowsBefore, rowsAfter } of done)
    stdout.write(
      `${path.basename(file)}: ${rowsBefore} row${rowsBefore === 1 ? '' : 's'}${rowsAfter === rowsBefore ? ', nothing to thin' : ` → ${rowsAfter}`}\n`,
    );
  return 0;
}
