import { stringify } from 'csv-stringify/sync';
import { masked } from '../../domain/masked.ts';

/**
 * Rows as CSV text (RFC 4180, LF, one header line). Booleans are written as words (csv-stringify would write 1 and
 * nothing), what is undefined as an empty field, text that a spreadsheet would run as a formula is escaped, and secrets in
 * addresses are masked, and `secrets` (those of `secretsIn`) wherever they stand.
 */
export function toCsv<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
  header = true,
  secrets: readonly string[] = [],
): string {
  return stringify([...rows], {
    columns: [...columns],
    header,
    cast: { boolean: (value) => (value ? 'true' : 'false'), string: (value) => masked(value, secrets) },
    escape_formulas: true,
  });
}
