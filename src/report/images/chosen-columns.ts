import type { Column } from '../../domain/metrics/column.ts';
import { imageMetrics } from '../../domain/metrics/image/image.ts';
import { summaryMetrics } from '../../domain/metrics/summary.ts';
import { variantId } from '../../domain/run/plan.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { unknownName } from '../../plan/select.ts';
import { columnNames, columnOf } from '../selected-run.ts';
import type { Cells, Data, Sources, Value } from '../table.ts';
import { metricText } from '../words/metric-text.ts';
import { strategyText } from '../words/strategy-text.ts';

const dash = '–';

type Line = Readonly<Record<string, Value | undefined>>;

/**
 * The columns that somebody wants to see: one line for each image, or one for each cell as soon as a column is of the summary
 * alone (`perCell`). What does not work has no numbers. Throws UNKNOWN_NAME with the nearest column.
 */
export function chosenColumns(
  run: Sources['run'],
  names: readonly string[],
): { cells: Cells; data: Data; perCell: boolean } {
  const unknown = names.find((name) => columnOf(name) === undefined);
  if (unknown !== undefined)
    throw new StagebenchError('UNKNOWN_NAME', unknownName('column', unknown, columnNames));
  const isOfCell = (name: string): boolean =>
    !Object.hasOwn(imageMetrics, name) && Object.hasOwn(summaryMetrics, name);
  const perCell = names.some(isOfCell);
  const imageOf = new Map(run.rows.images.map((image) => [variantId(image), image]));
  const lines: readonly Line[] = perCell
    ? run.analysis.summary.map((row) => ({ ...imageOf.get(variantId(row)), ...row }))
    : run.rows.images.map((image) => ({ ...image }));
  const scenarios = new Set(run.analysis.summary.map(({ scenario }) => scenario));
  const keys = ['app', 'strategy', ...(perCell && scenarios.size > 1 ? ['scenario'] : [])];
  const only = scenarios.size === 1 ? [...scenarios][0] : undefined;
  const shown = names.filter((name) => !keys.includes(name));
  const columns = shown.flatMap((name): [string, Column][] => {
    const column = columnOf(name);
    return column === undefined ? [] : [[name, column]];
  });
  const isGood = (line: Line): boolean => line['state'] === 'built';
  return {
    perCell,
    cells: {
      head: [
        ...keys,
        ...columns.map(([name, { label }]) => label ?? headOf(name, isOfCell(name) ? only : undefined)),
      ],
      rows: lines.map((line) => [
        ...keys.map((key) =>
          key === 'strategy'
            ? strategyText(
                String(line['strategy']),
                imageOf.get(`${String(line['app'])}/${String(line['strategy'])}`),
              )
            : String(line[key]),
        ),
        ...columns.map(([name, column]) =>
          isGood(line) || name === 'state'
            ? metricText(column, line[name] ?? undefined, dash, run.digits)
            : String(line['state']),
        ),
      ]),
      right: [
        ...keys.map(() => false),
        ...columns.map(([, { unit }]) => ['ms', 'bytes', 'count', 'ratio'].includes(unit)),
      ],
      keys: keys.length,
    },
    data: {
      head: [...keys, ...shown],
      rows: lines.map((line) => [...keys, ...shown].map((name) => line[name] ?? null)),
    },
  };
}

/** `wall_ms_median` reads `wall median`, or `cold median` of a single scenario: the unit stands in the cells. */
function headOf(name: string, scenario: string | undefined): string {
  const words = name.replaceAll(/_(ms|bytes)(?=_|$)/g, '').replaceAll('_', ' ');
  return scenario === undefined ? words : `${scenario} ${words.replace(/^wall /, '')}`;
}
