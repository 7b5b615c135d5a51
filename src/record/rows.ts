import { z } from 'zod';
import { namesOf, type Column, type Columns, type RowOf } from '../domain/metrics/column.ts';
import { fileMetrics } from '../domain/metrics/files.ts';

export type { BuildRow, ImageRow, LayerRow, StepRow, SummaryRow } from '../domain/metrics/files.ts';

/** Times, sizes and counts: never less than 0. Number('') and Number(' ') would be 0, so a number must look like one. */
const number = z.string().transform((text, context) => {
  if (/^\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))) return Number(text);
  const problem = Number(text) < 0 ? 'less than 0' : 'not a number';
  context.addIssue({ code: 'custom', message: `"${text}" is ${problem}` });
  return z.NEVER;
});
/** Counts, and sizes in bytes. */
const whole = number.refine(Number.isSafeInteger, {
  error: ({ input }) => `"${String(input)}" is not a whole number`,
});
/** Empty = not measured. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema.optional()).optional();
const text = z.string().min(1, 'nothing is there');
/** Excel and LibreOffice write a truth in capitals when they save a file. */
const truth = z
  .enum(['true', 'false', 'TRUE', 'FALSE'])
  .transform((value) => value === 'true' || value === 'TRUE');

/** How the text of a field becomes its value. */
function fieldSchema(column: Column): z.ZodType {
  switch (column.unit) {
    case 'ms':
    case 'ratio':
      return number;
    case 'bytes':
    case 'count':
      return whole;
    case 'true or false':
      return truth;
    default:
      return column.values === undefined ? text : z.enum(column.values);
  }
}

/** A row of a file as its text is read: what the columns of the file declare. */
type RowSchema<Declarations> = z.ZodObject & z.ZodType<RowOf<Declarations>>;

function rowSchema<Declarations extends Columns>(declarations: Declarations): RowSchema<Declarations> {
  const fields = Object.entries<Column>(declarations).map(([name, column]) => {
    const mayBeEmpty = column.empty !== undefined || column.lenient === true;
    return [name, mayBeEmpty ? optional(fieldSchema(column)) : fieldSchema(column)];
  });
  // The type says for each column what the loop above makes of it.
  return z.object(
    Object.fromEntries(fields) as Record<string, z.ZodType>,
  ) as unknown as RowSchema<Declarations>;
}

export const buildRowSchema = rowSchema(fileMetrics.builds);
export const stepRowSchema = rowSchema(fileMetrics.steps);
export const imageRowSchema = rowSchema(fileMetrics.images);
export const layerRowSchema = rowSchema(fileMetrics.layers);
export const summaryRowSchema = rowSchema(fileMetrics.summary);

/** Columns of a file that runs of that schema do not have yet. They are read as not measured. */
export function columnsAfter(schema: number, file: keyof typeof fileMetrics): string[] {
  const columns: Columns = fileMetrics[file];
  return namesOf(columns).filter((name) => (columns[name]?.since ?? 1) > schema);
}
