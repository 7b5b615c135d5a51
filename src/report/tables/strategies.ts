import type { Table } from '../table.ts';

/** The strategies of this checkout, each with what it is to show. */
export const table: Table<'strategies'> = {
  ...{ id: 'strategies', from: 'strategies' },
  about: 'the strategies, and the hypothesis that each tests',
  show: (strategies) => [
    {
      cells: {
        head: ['strategy', 'what it is', 'the hypothesis that it tests'],
        rows: strategies.map(({ id, title, hypothesis }) => [id, title, hypothesis]),
        right: [false, false, false],
      },
    },
  ],
};
