import type { Table } from '../table.ts';

/** The names that are counted, each kind with its names in alphabetical order. */
export const table: Table<'tools'> = {
  ...{ id: 'tools', from: 'tools' },
  about: 'the names that are counted as shells, compilers and so on',
  show: (kinds) => [
    {
      isMarkdown: true,
      cells: {
        head: ['counted as', 'what they are', 'names'],
        rows: kinds.map(({ title, counts, names }) => [
          title,
          counts,
          names
            .toSorted()
            .map((name) => `\`${name}\``)
            .join(' '),
        ]),
      },
    },
  ],
};
