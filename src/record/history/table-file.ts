import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { StagebenchError } from '../../domain/errors.ts';
import { toCsv } from '../csv/to-csv.ts';
import { unescaped } from './unescaped.ts';
import { replaceFile, underHistoryLock } from './write-under-lock.ts';

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
  const text = await textOf(folder, { name, columns });
  try {
    const [first, ...rows] = parse(text, {
      ...{ bom: true, skip_empty_lines: true },
      // Without it the first one that is met is the only one.
      record_delimiter: ['\r\n', '\n'],
    });
    if (first?.join() !== head) throw new Error(`its head is not ${head}`);
    return rows.map((row) => {
      const fields = columns.map((column, place) => [column, unescaped(row[place] ?? '')]);
      return Object.fromEntries(fields) as Record<Column, string>;
    });
  } catch (error) {
    throw new StagebenchError('HISTORY_UNREADABLE', `${file}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** The file as it is; its head where there is none. */
async function textOf(
  folder: string,
  { name, columns }: Pick<TableFile<string>, 'name' | 'columns'>,
): Promise<string> {
  const file = path.join(folder, name);
  return readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return `${columns.join(',')}\n`;
    throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
  });
}

/** Appends a row under the lock of the history, unless `isThere` finds that it stands there already: false. */
export async function appendToTable<Column extends string>(
  folder: string,
  table: TableFile<Column>,
  row: Readonly<Record<Column, string>>,
  isThere: (known: Readonly<Record<Column, string>>) => boolean,
): Promise<boolean> {
  return underHistoryLock(folder, table.purpose, async () => {
    if ((await readTable(folder, table)).some(isThere)) return false;
    const file = path.join(folder, table.name);
    const before = await textOf(folder, table);
    const line = toCsv<Record<Column, string>>(table.columns, [row], false);
    await replaceFile(file, `${before}${before.endsWith('\n') ? '' : '\n'}${line}`);
    return true;
  });
}
