import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { timeMetric } from '../../domain/metrics/night.ts';
import { changesFile, changesText, thinnedPast, type ThinnedPast } from './change-points.ts';
import type { History } from './history.ts';
import { historyFiles, readHistory } from './read-history.ts';
import { replaceFile, underHistoryLock } from './write-under-lock.ts';

/** What became of a file. */
interface CompactedFile {
  readonly file: string;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
}

/** What a history may forget. */
interface Forgotten {
  /** Runs of the nights whose times go. */
  readonly gone: ReadonlySet<string>;
  /** What all nights have told. */
  readonly past: ThinnedPast;
}

/**
 * Leaves the times of some nights out of the files of a history; what is exact stays, as each of its rows is a change. What the nights have
 * told is written down first. All other bytes stay as they are. Under the lock; each file is replaced in one step. Throws
 * HISTORY_UNREADABLE, and touches nothing then.
 */
export async function compactHistory(
  folder: string,
  forgotten: (history: History, past: ThinnedPast | undefined) => Forgotten,
): Promise<CompactedFile[]> {
  return underHistoryLock(folder, 'a history is compacted', async () => {
    const { gone, past } = forgotten(await readHistory(folder), await thinnedPast(folder));
    if (gone.size > 0) await replaceFile(path.join(folder, changesFile), changesText(past));
    const done: CompactedFile[] = [];
    for (const file of await historyFiles(folder)) {
      const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
      const rows = lines.filter((line) => line !== '');
      const kept = rows.filter((row) => !isForgotten(row, gone));
      done.push({ file, rowsBefore: rows.length, rowsAfter: kept.length });
      if (kept.length < rows.length) await replaceFile(file, `${[head, ...kept].join('\n')}\n`);
    }
    return done;
  });
}

/** Night, run, app, strategy, scenario and metric have neither commas nor quotes: the reader of a history sees to that. */
function isForgotten(row: string, gone: ReadonlySet<string>): boolean {
  const [, runId = '', , , , metric] = row.split(',', 6);
  return metric === timeMetric && gone.has(runId);
}
