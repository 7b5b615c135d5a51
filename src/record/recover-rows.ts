import type { z } from 'zod';
import { StagebenchError } from '../domain/errors.ts';
import { readCsv, type RowCheck } from './read-csv.ts';
import { resavedHow } from './resaved-rows.ts';

/** What of a file of rows is left after its writer died. */
export interface RecoveredRows<Row> {
  readonly rows: readonly Row[];
  /** Where the head and then each row ends in the file, in bytes; nothing if there is no whole head. */
  readonly ends: readonly number[];
  /** Whether anything lies behind them. */
  readonly torn: boolean;
}

/**
 * Reads the rows of a file whose last one may be torn: cut off in its middle by a power loss, or no row at all. What is
 * wrong further up is RESULTS_UNREADABLE, and nothing is taken for torn that reaches over more than one row. So are other
 * columns than those of `head`: rows that are added would not fit to them.
 */
export function recoverRows<Schema extends z.ZodObject>(
  file: string,
  bytes: Buffer,
  runId: string,
  head: string,
  schema: Schema,
  checks: () => readonly RowCheck<z.output<Schema>>[] = () => [],
): RecoveredRows<z.output<Schema>> {
  const read = (end: number, checked = checks()) =>
    end === 0 ? [] : readCsv(file, bytes.subarray(0, end), schema, checked);
  const isOneRow = (from: number, to: number): boolean =>
    !bytes.toString('utf8', from, to).includes(`\n${runId},`);
  const ends = recordEnds(bytes);
  const last = ends.at(-1) ?? 0;
  if (last > 0 && bytes.toString('utf8', 0, ends[0]) !== head) {
    const how = resavedHow(bytes.toString('utf8'), head);
    if (how !== undefined)
      throw new StagebenchError('ROWS_RESAVED', `${file} was saved by another program: it has ${how}.`);
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `${file}, line 1: other columns than this version writes.`,
    );
  }
  // A quote that is opened in the middle and never closed makes one torn row of all that follows.
  if (!isOneRow(last, bytes.length)) read(bytes.length);
  try {
    // A row that is whole and does not fit to the others was not torn: it is refused below, not cut off.
    read(last, []);
  } catch (error) {
    const before = ends.at(-2);
    if (before === undefined || !isOneRow(before, last)) throw error;
    return { rows: read(before), ends: ends.slice(0, -1), torn: true };
  }
  return { rows: read(last), ends, torn: last < bytes.length };
}

const quote = 0x22;
const lineFeed = 0x0a;

/** Where the lines that end a record end: line feeds within quotes belong to a field (RFC 4180). */
function recordEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  let quoted = false;
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte === quote) quoted = !quoted;
    if (byte !== lineFeed || quoted) continue;
    // Blank lines are no records.
    if (index > start) ends.push(index + 1);
    start = index + 1;
  }
  return ends;
}
