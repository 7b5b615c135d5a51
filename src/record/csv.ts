import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV text (RFC 4180, LF, one header line). Booleans are written as words (csv-stringify would write 1 and
 * nothing), what is undefined as an empty field, and text that a spreadsheet would run as a formula is escaped.
 */
export function toCsv<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
  header = true,
): string {
  return stringify([...rows], {
    columns: [...columns],
    header,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
    escape_formulas: true,
  });
}
