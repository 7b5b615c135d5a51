import type { Table } from '../table.ts';

/** What the harness costs, as it measured itself. */
export const table: Table<'self'> = {
  ...{ id: 'self', from: 'self' },
  about: 'what the harness costs',
  show: ({ date, machine, figures }) => {
    const dayOf = (figure: (typeof figures)[number]): string => figure.date ?? date;
    const isOneDay = figures.every((figure) => dayOf(figure) === date);
    const words = isOneDay ? `Measured ${date}` : `Measured on the days named, the last ${date}`;
    return [
      {
        caption: `${words}, ${machine}.`,
        isMarkdown: true,
        cells: {
          head: ['figure', 'measured', 'limit', ...(isOneDay ? [] : ['on']), 'how'],
          rows: figures.map((figure) => [
            ...[figure.name, figure.value, figure.limit],
            ...(isOneDay ? [] : [dayOf(figure)]),
            figure.how,
          ]),
        },
      },
    ];
  },
};
