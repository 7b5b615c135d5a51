import type { NightRow } from './history.ts';

/** A row of a time in the first night. */
export const row = (changes: Partial<NightRow> = {}): NightRow => ({
  ...{ night: '2026-03-01T02:00:00.000Z', run_id: 'n1', app: 'go', strategy: 'slim', scenario: 'cold' },
  ...{
    metric: 'wall_ms',
    value: '1234.500',
    samples: 5,
    state: 'built',
    foreign_cpu: 0.01,
    control_ms: 500.5,
  },
  ...{ definition: 'd1', base: 'b1', lockfile: 'l1', commit: 'c1', engine: '28.0.0', buildx: '0.25.0' },
  ...{ kernel: '6.12', cpu_model: 'A CPU', image_store: 'graphdriver', cold_method: 'no-cache' },
  ...changes,
});
export const size = (changes: Partial<NightRow> = {}): NightRow =>
  row({ scenario: undefined, metric: 'size_bytes', value: '9000', samples: undefined, ...changes });
export const night = (number: number): Pick<NightRow, 'night' | 'run_id'> => ({
  night: `2026-03-${String(number).padStart(2, '0')}T02:00:00.000Z`,
  run_id: `n${number}`,
});
/** The line of `row()`, written by hand. */
export const line =
  '2026-03-01T02:00:00.000Z,n1,go,slim,cold,wall_ms,1234.500,,,5,built,0.01,500.5,d1,b1,l1,c1,28.0.0,0.25.0,6.12,A CPU,graphdriver,no-cache\n';
