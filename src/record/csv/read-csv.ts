import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse as parser, type OptionsWithColumns } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { BadColumn, rowMaker, type RowCheck } from './row-maker.ts';

export type { RowCheck } from './row-maker.ts';

/**
 * Told in words that the last row stands twice in the file, alike in every column, and is counted once: a write that was
 * cut short and made again has left that. Where nobody asks for it, the second one is refused by the checks.
 */
export type OnRepeated = (text: string) => void;

/**
 * Reads CSV text into typed rows. Throws RESULTS_UNREADABLE, naming file, column and the line where
 * the row begins, for a missing column, text in a number column, a state that does not exist, or what a check finds. Columns it does not know are passed over;
 * those that may be lacking are read as empty.
 */
export function readCsv<Schema extends z.ZodObject>(
  file: string,
  text: string | Buffer,
  schema: Schema,
  checks: readonly RowCheck<z.output<Schema>>[] = [],
  mayLack: readonly string[] = [],
  onRepeated?: OnRepeated,
): z.output<Schema>[] {
  const rows: z.output<Schema>[] = [];
  const keep = (row: z.output<Schema>) => rows.push(row);
  const reading = new Reading(file, schema, checks, mayLack, keep, onRepeated);
  try {
    parse(text, reading.options);
    reading.end();
    return rows;
  } catch (error) {
    throw reading.failure(error);
  }
}

/**
 * The same of a file, which is never in memory as a whole: it may be larger than the longest string that there can be.
 * Throws RESULTS_UNREADABLE also where the file cannot be read, and RESULTS_NOT_YOURS where this user may not.
 */
export async function readCsvFile<Schema extends z.ZodObject>(
  file: string,
  schema: Schema,
  checks: readonly RowCheck<z.output<Schema>>[] = [],
  mayLack: readonly string[] = [],
  onRepeated?: OnRepeated,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = [];
  await forEachRow(file, schema, (row) => rows.push(row), checks, mayLack, onRepeated);
  return rows;
}

/** The same row by row: what is not kept of them is not in memory either. */
export async function forEachRow<Schema extends z.ZodObject>(
  file: string,
  schema: Schema,
  take: (row: z.output<Schema>) => void,
  checks: readonly RowCheck<z.output<Schema>>[] = [],
  mayLack: readonly string[] = [],
  onRepeated?: OnRepeated,
): Promise<void> {
  const reading = new Reading(file, schema, checks, mayLack, take, onRepeated);
  const records = parser(reading.options);
  try {
    // Each record is taken as it is parsed: nothing comes out of the stream but its end.
    await pipeline(createReadStream(file), records.resume());
    reading.end();
  } catch (error) {
    throw reading.failure(error);
  }
}

/** The rows of one file, as far as it is read. */
class Reading<Schema extends z.ZodObject> {
  readonly #file: string;
  readonly #schema: Schema;
  readonly #checks: readonly RowCheck<z.output<Schema>>[];
  readonly #mayLack: readonly string[];
  readonly #keep: (row: z.output<Schema>) => void;
  #make: ReturnType<typeof rowMaker<Schema>> | undefined;
  readonly #onRepeated: OnRepeated | undefined;
  /** Where the record before ends; the head is line 1. */
  #line = 1;
  #before: Readonly<Record<string, string>> | undefined;
  /** Why the row that repeats the one before it is refused, if it is not the last one. */
  #repeated: StagebenchError | undefined;

  constructor(
    file: string,
    schema: Schema,
    checks: readonly RowCheck<z.output<Schema>>[],
    mayLack: readonly string[],
    keep: (row: z.output<Schema>) => void,
    onRepeated: OnRepeated | undefined,
  ) {
    this.#file = file;
    this.#schema = schema;
    this.#checks = checks;
    this.#mayLack = mayLack;
    this.#keep = keep;
    this.#onRepeated = onRepeated;
  }

  readonly options: OptionsWithColumns<Record<string, string>> = {
    columns: (head: string[]) => {
      this.#begin(head);
      return head;
    },
    on_record: (record, { lines }) => {
      this.#take(record);
      this.#line = lines;
      // Not handed on: the row is what is kept of it.
      return undefined;
    },
    bom: true,
    skip_empty_lines: true,
  };

  /** A file without a head lacks all columns. */
  end(): void {
    if (this.#make === undefined) this.#begin([]);
    if (this.#repeated !== undefined)
      this.#onRepeated?.(`${this.#file}: its last row stands there twice, and counts once`);
  }

  /** What ended the reading, as a known error. */
  failure(error: unknown): StagebenchError {
    if (error instanceof StagebenchError) return error;
    const { lines, message, code, syscall } = error as Partial<NodeJS.ErrnoException> & { lines?: number };
    if (syscall === undefined) return this.#fail(lines ?? 1, message ?? String(error));
    const kind = code === 'EACCES' || code === 'EPERM' ? 'RESULTS_NOT_YOURS' : 'RESULTS_UNREADABLE';
    return new StagebenchError(kind, `${this.#file} cannot be read: ${code}.`, { cause: error });
  }

  #begin(head: readonly string[]): void {
    const lacking = Object.keys(this.#schema.shape).find(
      (column) => !head.includes(column) && !this.#mayLack.includes(column),
    );
    if (lacking !== undefined) throw this.#fail(1, savedOtherwise(head) ?? `column "${lacking}" is missing`);
    this.#make = rowMaker(this.#schema, head);
  }

  #take(record: Readonly<Record<string, string>>): void {
    if (this.#repeated !== undefined) throw this.#repeated;
    const row = this.#make?.(record);
    if (row === undefined) return;
    const refuse = (column: string, problem: string) =>
      this.#fail(this.#line + 1, `column "${column}": ${problem}`);
    if (row instanceof BadColumn) throw refuse(row.column, row.problem);
    for (const check of this.#checks) {
      const found = check(row);
      if (found === undefined) continue;
      const refused = refuse(found.column, found.problem);
      if (this.#onRepeated === undefined || !isSame(record, this.#before)) throw refused;
      this.#repeated = refused;
      return;
    }
    this.#keep(row);
    this.#before = record;
  }

  #fail(line: number, what: string): StagebenchError {
    return new StagebenchError('RESULTS_UNREADABLE', `${this.#file}, line ${line}: ${what}.`);
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const sayHow = 'save it again as CSV in UTF-8 with commas, or put back the file that the run wrote';

/** How a spreadsheet saves a file that is not as it was, told by its head; undefined if that is not the fault. */
function savedOtherwise(head: readonly string[]): string | undefined {
  const text = head.join();
  // Every second byte of UTF-16 in Latin letters is 0.
  if (text.includes('\0')) return `it is saved as UTF-16: ${sayHow}`;
  if (text.includes(';')) return `its columns are separated by semicolons: ${sayHow}`;
  if (text.includes('\t')) return `its columns are separated by tabs: ${sayHow}`;
  return undefined;
}
