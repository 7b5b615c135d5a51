import type { Column } from '../../domain/metrics/column.ts';
import type { Table } from '../table.ts';

/** The columns of one file of a run, in the order of the file. */
export const table: Table<'columns'> = {
  ...{ id: 'columns', from: 'columns' },
  about: 'the columns of a file of a run: of=builds, steps, images, layers or summary',
  show(columns) {
    const rows = Object.entries<Column>(columns).map(
      ([name, { unit, precision = '–', means, empty = 'never' }]) => [
        `\`${name}\``,
        unit,
        precision,
        means,
        empty,
      ],
    );
    return [
      {
        isMarkdown: true,
        cells: { head: ['column', 'unit', 'exact or noisy', 'meaning', 'empty if'], rows },
      },
    ];
  },
};
