import { formatMs } from '../../domain/units.ts';
import type { Series } from '../../record/history/history.ts';
import type { ShownTable } from '../table.ts';

/** One series of times, night by night, the newest last. */
export const nightsTable = ({ points }: Series): ShownTable => ({
  cells: {
    head: [
      'night',
      'run',
      'value',
      'samples',
      'state',
      'definition',
      'base',
      'lockfile',
      'engine',
      'CPU model',
    ],
    rows: points.map(({ night, value, samples, state, pins }) => [
      night.at.slice(0, 10),
      night.runId,
      typeof value === 'number' && !Number.isNaN(value) ? formatMs(value) : '–',
      Number.isNaN(samples) ? '–' : String(samples),
      state,
      ...[pins.definition, pins.base, pins.lockfile, pins.engine, pins.cpu_model].map((text) => text || '–'),
    ]),
    right: [false, false, true, true, false, false, false, false, false, false],
    keys: 2,
  },
});
