import { jsonText } from '../../domain/visible.ts';
import type { Format } from '../format.ts';
import type { ShownTable } from '../table.ts';

/** For programs: what a command knows, under the names of the files of a run. */
export const format: Format = {
  id: 'json',
  order: 3,
  option: 'json',
  isForPrograms: true,
  print: ({ data, tables }) => `${jsonText(data ?? tables.map(jsonTable))}\n`,
};

/** Rows as objects, where the names of the columns are those of the files. */
function jsonTable({ title, caption, cells, data, footnotes }: ShownTable): object {
  if (data === undefined) return { title, ...cells, footnotes };
  const rows = data.rows.map((row) => Object.fromEntries(data.head.map((name, index) => [name, row[index]])));
  return { title, caption, rows, footnotes };
}
