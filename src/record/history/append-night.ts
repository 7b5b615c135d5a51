import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { withLock } from '../../lock/with-lock.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { toCsv } from '../csv/to-csv.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import { seriesKey, type History, type NightRow } from './history.ts';
import { historyColumns, historyHead } from './parse-year.ts';
import { isMadeUp, refuseMixture } from './refuse-mixture.ts';
import { readHistory } from './read-history.ts';

/** Longer than anybody writes a night. */
const patienceMs = 60_000;

export interface Appended {
  /** With the night, whether it was there before or not. */
  readonly history: History;
  /** Whether the run had been given before. */
  readonly wasThere: boolean;
}

/**
 * Appends a night under a lock; one that is there already stays as it is. The file of its year is replaced in one step by one that has
 * the rows at its end, so that nobody sees half a night. Throws HISTORY_UNREADABLE and touches nothing if any file of the history cannot
 * be read, and HISTORY_NOT_WRITABLE.
 */
export async function appendNight(folder: string, rows: readonly NightRow[]): Promise<Appended> {
  const [first] = rows;
  try {
    makeFolder(folder);
  } catch (error) {
    throw notWritable(folder, error);
  }
  const purpose = { what: 'a night is appended', ...(first && { runId: first.run_id }) };
  return withLock(path.join(folder, 'history.lock'), purpose, { timeoutMs: patienceMs }, async () => {
    const before = await readHistory(folder);
    if (first === undefined || before.nights.some(({ runId }) => runId === first.run_id))
      return { history: before, wasThere: first !== undefined };
    refuseMixture(before, isMadeUp(first.engine), folder);
    await writeAttributes(folder).catch((error: unknown) => {
      throw notWritable(folder, error);
    });
    const news = rows.filter((row) => isNews(before, row)).toSorted(bySeries);
    const file = path.join(folder, `${first.night.slice(0, 4)}.csv`);
    await replace(file, toCsv<NightRow>(historyColumns, news, false)).catch((error: unknown) => {
      throw notWritable(folder, error);
    });
    return { history: await readHistory(folder), wasThere: false };
  });
}

/** Two branches that each add nights keep the rows of both when git merges them: their order says nothing. */
async function writeAttributes(folder: string): Promise<void> {
  await writeFile(path.join(folder, '.gitattributes'), '*.csv merge=union\n', { flag: 'wx' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
}

/** Times always are; what is exact only where it is not what it was, as of the newest night that has a row of it. */
function isNews({ series }: History, row: NightRow): boolean {
  if (row.metric === timeMetric) return true;
  const last = series
    .get(seriesKey({ ...row, scenario: row.scenario ?? '' }))
    ?.points.findLast(({ night }) => night.at <= row.night);
  return last === undefined || String(last.value) !== (row.value ?? '') || last.state !== row.state;
}

const keyOf = (row: NightRow): string => [row.app, row.strategy, row.scenario ?? '', row.metric].join('\0');
const bySeries = (a: NightRow, b: NightRow): number =>
  keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;

/** The file with more at its end, on the disk before it has its name. */
async function replace(file: string, more: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return historyHead;
    throw error;
  });
  const whole = `${file}.new`;
  try {
    const handle = await open(whole, 'w');
    try {
      await handle.writeFile(before + more);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(whole, file);
  } catch (error) {
    await rm(whole, { force: true }).catch(() => undefined);
    throw error;
  }
}

const notWritable = (folder: string, error: unknown): StagebenchError =>
  new StagebenchError(
    'HISTORY_NOT_WRITABLE',
    `The history ${folder} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
    { cause: error },
  );
