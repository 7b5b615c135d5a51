import type { Column } from '../../domain/metrics/column.ts';
import type { Table } from '../table.ts';

/** What some columns count, for people who read a page and not a file: with what they are called in tables and `inspect`. */
export const table: Table<'columns'> = {
  ...{ id: 'counted', from: 'columns' },
  about: 'what some columns count: of=surface',
  show: (columns) => [
    {
      isMarkdown: true,
      cells: {
        head: ['called', 'column', 'what it tells'],
        rows: Object.entries<Column>(columns).map(([name, { label, longLabel, means }]) => [
          label ?? longLabel ?? '–',
          `\`${name}\``,
          means,
        ]),
        right: [false, false, false],
      },
    },
  ],
};
