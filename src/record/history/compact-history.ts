import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import { withLock } from '../../lock/with-lock.ts';
import { historyFiles, readHistory } from './read-history.ts';

const patienceMs = 60_000;

/** What became of a file. */
export interface CompactedFile {
  readonly file: string;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
}

/**
 * Leaves the times of some nights out of the files of a history; what is exact stays, as each of its rows is a change. All other bytes
 * stay as they are. Under the lock; each file is replaced in one step. Throws HISTORY_UNREADABLE, and touches nothing then.
 */
export async function compactHistory(
  folder: string,
  forgotten: (history: Awaited<ReturnType<typeof readHistory>>) => ReadonlySet<string>,
): Promise<CompactedFile[]> {
  const lock = path.join(folder, 'history.lock');
  return withLock(lock, { what: 'a history is compacted' }, { timeoutMs: patienceMs }, async () => {
    const gone = forgotten(await readHistory(folder));
    const done: CompactedFile[] = [];
    for (const file of await historyFiles(folder)) {
      const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
      const rows = lines.filter((line) => line !== '');
      const kept = rows.filter((row) => !isForgotten(row, gone));
      done.push({ file, rowsBefore: rows.length, rowsAfter: kept.length });
      if (kept.length < rows.length) await replace(file, `${[head, ...kept].join('\n')}\n`);
    }
    return done;
  });
}

/** Night, run, app, strategy, scenario and metric have neither commas nor quotes: the reader of a history sees to that. */
function isForgotten(row: string, gone: ReadonlySet<string>): boolean {
  const [, runId = '', , , , metric] = row.split(',', 6);
  return metric === timeMetric && gone.has(runId);
}

async function replace(file: string, text: string): Promise<void> {
  const whole = `${file}.new`;
  try {
    const handle = await open(whole, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(whole, file);
  } catch (error) {
    await rm(whole, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    throw new StagebenchError('HISTORY_NOT_WRITABLE', `${file} cannot be written: ${code}.`, { cause: error });
  }
}
