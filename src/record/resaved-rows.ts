import { constants } from 'node:fs';
import { copyFile, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { StagebenchError } from '../domain/errors.ts';
import { heads } from './heads.ts';

/**
 * In what form another program, as a spreadsheet, has saved a file of rows, in words; nothing if its columns are others than
 * those of `head`. Its rows can be read, and new ones would not fit to them.
 */
export function resavedHow(text: string, head: string): string | undefined {
  if (text.startsWith(head)) return undefined;
  let columns: string[] | undefined;
  try {
    [columns] = parse(text, { bom: true, to: 1 });
  } catch {
    return undefined;
  }
  if (columns === undefined || stringify([columns]) !== head) return undefined;
  const how = [
    ...(text.startsWith('\u{feff}') ? ['a byte order mark'] : []),
    ...(text.includes('\r\n') ? ['CRLF at the ends of its lines'] : []),
  ];
  return how.length === 0 ? 'other quotes' : how.join(' and ');
}

/**
 * Writes the files of rows that another program has saved as they were: the same fields, in the form that rows are appended
 * in. What was there is kept beside. Resolves with what was done, in words. Throws RESULTS_UNREADABLE, and then has not
 * touched the file.
 */
export async function repairResaved(folder: string): Promise<string[]> {
  const done: string[] = [];
  for (const [name, head] of Object.entries(heads)) {
    const file = path.join(folder, `${name}.csv`);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return head;
      throw error;
    });
    const how = resavedHow(text, head);
    if (how === undefined) continue;
    const { rows, fresh } = sameRows(file, text);
    const backup = `${file}.before-repair`;
    await copyFile(file, backup, constants.COPYFILE_EXCL).catch((error: unknown) => {
      const why = `${backup} cannot be written: ${(error as Error).message}`;
      throw new StagebenchError('RESULTS_NOT_WRITABLE', `${why}.`, { cause: error });
    });
    await replace(file, fresh);
    done.push(
      `repaired ${file}: it had ${how}; its ${rows} rows are the same, field by field; what was there is kept as ${path.basename(backup)}`,
    );
  }
  return done;
}

function sameRows(file: string, text: string): { rows: number; fresh: string } {
  const fail = (why: string, cause?: unknown) =>
    new StagebenchError('RESULTS_UNREADABLE', `${file} cannot be repaired: ${why}.`, { cause });
  const read = (from: string): string[][] => parse(from, { bom: true, skip_empty_lines: true });
  let records: string[][];
  try {
    records = read(text);
  } catch (error) {
    throw fail((error as Error).message, error);
  }
  const fresh = stringify(records);
  if (!isDeepStrictEqual(read(fresh), records)) throw fail('its rows would not stay the same');
  return { rows: records.length - 1, fresh };
}

/** On the disk before it has the name. */
async function replace(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
