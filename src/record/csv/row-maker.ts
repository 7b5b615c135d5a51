import type { z } from 'zod';

/** Looks at a row beyond its columns' types; called in the order of the file. */
export type RowCheck<Row> = (row: Row) => { readonly column: string; readonly problem: string } | undefined;

/** What is wrong with a record: a column does not hold what it should. */
export class BadColumn {
  readonly column: string;
  readonly problem: string;

  constructor(column: string, problem: string) {
    this.column = column;
    this.problem = problem;
  }
}

/** So many different texts of a column are remembered with what they mean; more are no names but numbers, times, digests. */
const rememberedTexts = 500;

/**
 * Makes typed rows of the records of one file, each column by its schema. A text that was seen before in its column is not
 * looked at again, and names that come again and again are one string in memory: of a run with 20,000 builds each name comes
 * thousands of times. `head` are the columns that the file has; those it lacks are not in the rows.
 */
export function rowMaker<Schema extends z.ZodObject>(
  schema: Schema,
  head: readonly string[],
): (record: Readonly<Record<string, string>>) => z.output<Schema> | BadColumn {
  const columns = Object.entries(schema.shape).filter(([name]) => head.includes(name));
  const readers = columns.map(([name, type]) => [name, columnReader(name, type as z.ZodType)] as const);
  // Rows that are copies of one object have one shape. Made key by key, an object of so many keys becomes a hash table, which
  // takes three times the memory.
  const blank = JSON.parse(
    JSON.stringify(Object.fromEntries(columns.map(([name]) => [name, null]))),
  ) as Record<string, unknown>;
  return (record) => {
    const row = { ...blank };
    for (const [name, read] of readers) {
      const found = read(unescapeFormula(record[name] ?? ''));
      if (found instanceof BadColumn) return found;
      row[name] = found;
    }
    return row as z.output<Schema>;
  };
}

function columnReader(name: string, type: z.ZodType): (text: string) => unknown {
  let known: Map<string, unknown> | undefined = new Map();
  return (text) => {
    const before = known?.get(text);
    if (before !== undefined || known?.has(text)) return before;
    const parsed = type.safeParse(text);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return new BadColumn(name, issue?.message ?? 'cannot be read');
    }
    known?.set(text, parsed.data);
    if (known !== undefined && known.size > rememberedTexts) known = undefined;
    return parsed.data;
  };
}

/** Takes back the quote that csv-stringify puts before `=`, `+`, `-`, `@`, tab and carriage return. */
const unescapeFormula = (text: string): string =>
  text.startsWith("'") ? text.replace(/^'(?=[=+\-@\t\r])/, '') : text;
