import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { StagebenchError } from '../../domain/errors.ts';
import { withLock } from '../../lock/with-lock.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { toCsv } from '../csv/to-csv.ts';

/** A change that somebody has decided to live with. */
export interface Accepted {
  /** Id of its alert. */
  readonly event: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string;
}

const columns = ['event', 'at', 'reason'] as const;
const head = `${columns.join(',')}\n`;
const patienceMs = 60_000;

const fileOf = (folder: string): string => path.join(folder, 'accepted.csv');

/** What was decided, the oldest first. Throws HISTORY_UNREADABLE. */
export async function acceptedEvents(folder: string): Promise<Accepted[]> {
  const file = fileOf(folder);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return head;
    throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
  });
  try {
    const [first, ...rows] = parse(text, { bom: true, skip_empty_lines: true });
    if (first?.join() !== columns.join()) throw new Error('its head is not event,at,reason');
    return rows.map(([event = '', at = '', reason = '']) => ({ event, at, reason }));
  } catch (error) {
    throw new StagebenchError('HISTORY_UNREADABLE', `${file}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** Records a decision under the lock of the history; one that stands already is not written again. */
export async function accept(folder: string, decision: Accepted): Promise<boolean> {
  makeFolder(folder);
  const purpose = { what: 'a change is accepted' };
  return withLock(path.join(folder, 'history.lock'), purpose, { timeoutMs: patienceMs }, async () => {
    const before = await acceptedEvents(folder);
    if (before.some(({ event }) => event === decision.event)) return false;
    const line = toCsv<Accepted>(columns, [decision], before.length === 0);
    await appendFile(fileOf(folder), line);
    return true;
  });
}
