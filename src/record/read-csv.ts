import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { StagebenchError } from '../domain/errors.ts';

/** Looks at a row beyond its columns' types; called in the order of the file. */
export type RowCheck<Row> = (row: Row) => { readonly column: string; readonly problem: string } | undefined;

/**
 * Reads CSV text into typed rows. Throws RESULTS_UNREADABLE, naming file, column and the line where
 * the row begins, for a missing column, text in a number column, a state that does not exist, or what a check finds. Columns it does not know are passed over;
 * those that may be lacking are read as empty.
 */
export function readCsv<Schema extends z.ZodObject>(
  file: string,
  text: string,
  schema: Schema,
  checks: readonly RowCheck<z.output<Schema>>[] = [],
  mayLack: readonly string[] = [],
): z.output<Schema>[] {
  const fail = (line: number, what: string) =>
    new StagebenchError('RESULTS_UNREADABLE', `${file}, line ${line}: ${what}.`);
  let head: readonly string[] = [];
  let records: { record: Record<string, string>; info: { lines: number } }[];
  const columns = (found: string[]) => {
    head = found;
    return found;
  };
  try {
    records = parse(text, { columns, info: true, bom: true, skip_empty_lines: true }) as never;
  } catch (error) {
    throw fail((error as { lines?: number }).lines ?? 1, (error as Error).message);
  }
  const lacking = Object.keys(schema.shape).find(
    (column) => !head.includes(column) && !mayLack.includes(column),
  );
  if (lacking !== undefined) throw fail(1, `column "${lacking}" is missing`);
  return records.map(({ record }, index) => {
    // `lines` is where a record ends; the head is line 1.
    const begins = (records[index - 1]?.info.lines ?? 1) + 1;
    const parsed = schema.safeParse(unescapeFormulas(record));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw fail(begins, `column "${issue?.path.join('.')}": ${issue?.message}`);
    }
    for (const check of checks) {
      const found = check(parsed.data);
      if (found !== undefined) throw fail(begins, `column "${found.column}": ${found.problem}`);
    }
    return parsed.data;
  });
}

/** Takes back the quote that csv-stringify puts before `=`, `+`, `-`, `@`, tab and carriage return. */
function unescapeFormulas(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, value.replace(/^'(?=[=+\-@\t\r])/, '')]),
  );
}
