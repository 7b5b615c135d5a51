import type { Table } from '../table.ts';

/** What the harness costs, as it measured itself. */
export const table: Table<'self'> = {
  ...{ id: 'self', from: 'self' },
  about: 'what the harness costs',
  show: ({ date, machine, figures }) => [
    {
      caption: `Measured ${date}, ${machine}.`,
      isMarkdown: true,
      cells: {
        head: ['figure', 'measured', 'limit', 'how'],
        rows: figures.map(({ name, value, limit, how }) => [name, value, limit, how]),
      },
    },
  ],
};
