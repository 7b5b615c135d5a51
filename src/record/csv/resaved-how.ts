import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { LineEnds } from './line-ends.ts';

/** How another program may end a line; a reader takes the first that fits. */
export const anyLineEnd = ['\r\n', '\n', '\r'];

/** So many bytes of a file are enough to tell its head: twice what it has if each column is quoted, and more. */
export const headBytes = 8192;

/**
 * In what form another program, as a spreadsheet, has saved a file of rows, in words; nothing if its columns are others than
 * those of `head`. Its rows can be read, and new ones would not fit to them. `bytes` are the file's, or its first
 * `headBytes`.
 */
export function resavedHow(bytes: Buffer, lines: LineEnds, head: string): string | undefined {
  const text = bytes.toString('utf8', 0, headBytes);
  const { foreign } = lines;
  if (text.startsWith(head)) return foreign;
  let columns: string[] | undefined;
  try {
    [columns] = parse(text, { bom: true, to: 1, record_delimiter: anyLineEnd });
  } catch {
    return undefined;
  }
  if (columns === undefined || stringify([columns]) !== head) return undefined;
  const how = [
    ...(text.startsWith('\u{feff}') ? ['a byte order mark'] : []),
    ...(foreign === undefined ? [] : [foreign]),
  ];
  return how.length === 0 ? 'other quotes' : how.join(' and ');
}
