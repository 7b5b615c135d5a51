import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { StagebenchError } from '../../domain/errors.ts';
import { withLock } from '../../lock/with-lock.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { toCsv } from '../csv/to-csv.ts';

/** Longer than anybody writes a row. */
const patienceMs = 60_000;

/** A small table beside the nights: what people and machines decided about them. Every field is a text. */
export interface TableFile<Column extends string> {
  readonly name: string;
  readonly columns: readonly Column[];
  /** For those who wait for its lock. */
  readonly purpose: string;
}

/** The rows, the oldest first; none where there is no file. Throws HISTORY_UNREADABLE. */
export async function readTable<Column extends string>(
  folder: string,
  { name, columns }: TableFile<Column>,
): Promise<Record<Column, string>[]> {
  const file = path.join(folder, name);
  const head = columns.join(',');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return `${head}\n`;
    throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
  });
  try {
    const [first, ...rows] = parse(text, { bom: true, skip_empty_lines: true });
    if (first?.join() !== head) throw new Error(`its head is not ${head}`);
    return rows.map((row) => {
      const fields = columns.map((column, place) => [column, unescaped(row[place] ?? '')]);
      return Object.fromEntries(fields) as Record<Column, string>;
    });
  } catch (error) {
    throw new StagebenchError('HISTORY_UNREADABLE', `${file}: ${(error as Error).message}.`, { cause: error });
  }
}

/** What begins like a formula was written behind an apostrophe. */
const unescaped = (field: string): string => field.replace(/^'(?=[=+\-@\t\r])/, '');

/** Appends a row under the lock of the history, unless `isThere` finds that it stands there already: false. */
export async function appendToTable<Column extends string>(
  folder: string,
  table: TableFile<Column>,
  row: Readonly<Record<Column, string>>,
  isThere: (known: Readonly<Record<Column, string>>) => boolean,
): Promise<boolean> {
  makeFolder(folder);
  const lock = path.join(folder, 'history.lock');
  return withLock(lock, { what: table.purpose }, { timeoutMs: patienceMs }, async () => {
    const before = await readTable(folder, table);
    if (before.some(isThere)) return false;
    const line = toCsv<Record<Column, string>>(table.columns, [row], before.length === 0);
    await appendFile(path.join(folder, table.name), line).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new StagebenchError(
        'HISTORY_NOT_WRITABLE',
        `${path.join(folder, table.name)} cannot be written: ${code}.`,
        { cause: error },
      );
    });
    return true;
  });
}
