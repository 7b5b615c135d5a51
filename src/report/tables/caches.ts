import { cellId } from '../../domain/run/plan.ts';
import { formatBytes, formatMs } from '../../domain/units.ts';
import { movedCaches } from '../../stats/findings/moved-caches.ts';
import type { Table } from '../table.ts';
import { counted } from '../words/counted.ts';

const head = ['app', 'strategy', 'scenario', 'cache', 'export', 'import', 'build'];

/** What caches outside of the builder weigh, and take to export and import. */
export const table: Table<'run'> = {
  ...{ id: 'caches', from: 'run', order: 2.5 },
  about: 'what caches in a registry or within an image weigh, and take to export and to import',
  show({ rows: { manifest, builds }, analysis: { summary }, digits }) {
    const moved = movedCaches(manifest.plan.cells, builds);
    if (moved.length === 0) return [];
    const timeOf = new Map(summary.map((row) => [cellId(row), row.wall_ms_median]));
    const ms = (value: number | undefined): string => (value === undefined ? '–' : formatMs(value, digits));
    const exports = moved.reduce((sum, one) => sum + one.exports, 0);
    return [
      {
        title: counted(moved.length, 'imported cache'),
        cells: {
          head,
          rows: moved.map(({ cell, bytes, exportMs, importMs }) => [
            ...[cell.app, cell.strategy, cell.scenario],
            bytes === undefined ? '–' : formatBytes(bytes),
            ...[ms(exportMs), ms(importMs), ms(timeOf.get(cellId(cell)))],
          ]),
          right: head.map((name) => !['app', 'strategy', 'scenario'].includes(name)),
          keys: 3,
        },
        footnotes: [
          `medians of ${counted(exports, 'export')} to an empty registry on this machine, and of the builds that imported them; cache: compressed bytes in the registry`,
          'import: reading what is in the cache; its layers come later, in the time of the build',
        ],
      },
    ];
  },
};
