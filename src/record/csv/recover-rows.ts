import type { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { LineEnds } from './line-ends.ts';
import { readCsv, type RowCheck } from './read-csv.ts';
import { resavedHow } from './resaved-how.ts';

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
 * columns than those of `head`: rows that are added would not fit to them. What another program has saved in another form
 * is ROWS_RESAVED.
 */
export function recoverRows<Schema extends z.ZodObject>(
  file: string,
  bytes: Buffer,
  runId: string,
  head: string,
  schema: Schema,
  checks: () => readonly RowCheck<z.output<Schema>>[] = () => [],
): RecoveredRows<z.output<Schema>> {
  // Without a head there was no row yet.
  if (isTornHead(bytes, head)) return { rows: [], ends: [], torn: bytes.length > 0 };
  const lines = new LineEnds().take(bytes);
  const { ends } = lines;
  const how = resavedHow(bytes, lines, head);
  if (how !== undefined)
    throw new StagebenchError('ROWS_RESAVED', `${file} was saved by another program: it has ${how}.`);
  if (!bytes.subarray(0, Buffer.byteLength(head)).equals(Buffer.from(head))) {
    const why = `${file}, line 1: other columns than this version writes.`;
    throw new StagebenchError('RESULTS_UNREADABLE', why);
  }
  const read = (end: number, checked = checks()) => readCsv(file, bytes.subarray(0, end), schema, checked);
  const isOneRow = (from: number, to: number): boolean => !rowBegins(bytes.subarray(from, to), runId);
  const last = ends.at(-1) ?? 0;
  const isTorn = last < bytes.length;
  // A quote that is opened in the middle and never closed makes one torn row of all that follows.
  if (!isOneRow(last, bytes.length) && read(bytes.length).length > read(last).length + 1)
    throw new StagebenchError('RESULTS_UNREADABLE', `${file}: more than its last row is torn.`);
  try {
    // A row that is whole and does not fit to the others was not torn: it is refused below, not cut off.
    read(last, []);
  } catch (error) {
    const before = ends.at(-2);
    // Never two: neither this one together with a torn one behind it.
    if (before === undefined || isTorn || !isOneRow(before, last)) throw error;
    return { rows: read(before), ends: ends.slice(0, -1), torn: true };
  }
  return { rows: read(last), ends, torn: isTorn };
}

/** A part of the head, or a part and zeros, which is what a file system may leave after a power loss. */
function isTornHead(bytes: Buffer, head: string): boolean {
  return (
    bytes.length <= Buffer.byteLength(head) &&
    !bytes.includes('\n') &&
    head.startsWith(bytes.toString().replace(/\0+$/, ''))
  );
}

/** Whether a row of the run begins behind the first byte, at whatever ends a line, and quoted or not. */
function rowBegins(bytes: Buffer, runId: string): boolean {
  const fields = [`${runId},`, `"${runId}",`];
  return ['\n', '\r'].some((end) => fields.some((field) => bytes.includes(`${end}${field}`)));
}
