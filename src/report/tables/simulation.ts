import type { SimulationTable, Table } from '../table.ts';

/** How the ways of judging a run do where the truth is known; one of the tables of a simulation. */
export const table: Table<'simulation'> = {
  ...{ id: 'simulation', from: 'simulation' },
  about: 'how the ways of judging a run do where the truth is known: of=TABLE',
  show({ figures, name }) {
    const found = figures.tables[name];
    if (found === undefined) return [];
    const { unit, rows, behind, heads = figures.candidates } = found;
    const told = heads.map((_, place) => rows.some(({ values }) => isNumber(values[place])));
    const ofTold = <T>(list: readonly T[]): T[] => list.filter((_, place) => told[place]);
    return [
      {
        isMarkdown: true,
        cells: {
          head: ['', ...ofTold(heads)],
          rows: rows.map(({ name: row, values }) => [row, ...ofTold(values).map(valueText[unit])]),
          right: [false, ...ofTold(told)],
        },
        ...(unit !== 'count' && {
          footnotes: [
            `\`${figures.madeBy}\`, ${figures.date}: ${behind ?? `${figures.families} families each line`}`,
          ],
        }),
      },
    ];
  },
};

const isNumber = (value: number | null | undefined): boolean => typeof value === 'number';

const valueText: Readonly<Record<SimulationTable['unit'], (value: number | null) => string>> = {
  share: (value) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`),
  rate: (value) => (value === null ? '–' : value.toPrecision(2)),
  count: (value) => (value === null ? '–' : `${value}`),
};
