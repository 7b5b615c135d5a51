import type { Column, ImageTable } from '../../domain/metrics/column.ts';
import { imageMetrics } from '../../domain/metrics/image/image.ts';
import type { ImageRow } from '../../record/rows.ts';
import { cellsOfState } from '../model/state-text.ts';
import type { Cells, Data } from '../table.ts';
import { metricText } from '../words/metric-text.ts';
import { strategyText } from '../words/strategy-text.ts';

const dash = '–';

/** The metrics of images that say they belong to a table, in the order of their places there. */
function metricsOf(table: string): [keyof ImageRow, Column][] {
  const placed = Object.entries<Column>(imageMetrics).flatMap(([name, column]) =>
    column.table?.[0] === table ? [{ name, column, place: column.table[1] }] : [],
  );
  return placed
    .toSorted((a, b) => a.place - b.place)
    .map(({ name, column }) => [name as keyof ImageRow, column]);
}

/** What programs get of a table of images: the metrics that say they belong to it, those that people see first. */
export function imageData(table: string, images: readonly ImageRow[]): Data {
  const also = Object.entries<Column>(imageMetrics).flatMap(([name, { alsoIn = [] }]) =>
    alsoIn.includes(table) ? [name as keyof ImageRow] : [],
  );
  const names = [...new Set([...metricsOf(table).map(([name]) => name), ...also])];
  return {
    head: ['app', 'strategy', ...names],
    rows: images.map((image) => [image.app, image.strategy, ...names.map((name) => image[name] ?? null)]),
  };
}

/**
 * One line for each image, with the columns that a run of its schema has. An image that does not work, or was not read, is none
 * that anybody would ship: it has no numbers.
 */
export const metricCells =
  (table: ImageTable) =>
  (images: readonly ImageRow[], digits?: number, schema = Infinity): Cells => {
    const columns = metricsOf(table).filter(([, { since }]) => since <= schema);
    return {
      head: ['app', 'strategy', ...columns.map(([name, { label }]) => label ?? name)],
      rows: images.map((image) => [
        image.app,
        strategyText(image.strategy, image),
        ...(stateIn(table, image) === 'built'
          ? columns.map(([name, column]) => metricText(column, image[name], dash, digits))
          : cellsOfState(stateIn(table, image), columns.length)),
      ]),
      right: [false, false, ...columns.map(([, { unit }]) => isNumber(unit))],
      keys: 2,
    };
  };

/** What was not started is read all the same: only of its start nothing is known. */
const stateIn = (table: ImageTable, { state, healthy }: ImageRow) =>
  table === 'start' && state === 'built' && healthy === undefined ? 'not-started' : state;

/** Words read better flush left. */
const isNumber = (unit: Column['unit']): boolean => ['ms', 'bytes', 'count', 'ratio'].includes(unit);
