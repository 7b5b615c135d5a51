import { stringify } from 'csv-stringify/sync';
import type { Format } from '../format.ts';
import type { ShownTable } from '../table.ts';

/** For spreadsheets: the columns of the files and plain values; an empty field is not known. Several tables stand apart. */
export const format: Format = {
  id: 'csv',
  order: 5,
  isForPrograms: true,
  print: ({ tables }) => tables.map(tableText).join('\n'),
};

function tableText({ data, cells }: ShownTable): string {
  const { head, rows } = data ?? cells ?? { head: [], rows: [] };
  return head.length === 0
    ? ''
    : stringify(
        [head, ...rows].map((row) => [...row]),
        { cast },
      );
}

const cast = { boolean: (value: boolean): string => String(value) };
