import type { BuildRow, ImageRow, SummaryRow } from './rows.ts';

/** A cell as the summary has it: built in 1.5 s unless told otherwise. */
export const summaryRow = (changes: Partial<SummaryRow> = {}): SummaryRow => ({
  ...{ run_id: 'r1', app: 'go', strategy: 'slim', scenario: 'cold', state: 'built', samples: 3 },
  ...{ wall_ms_median: 1500, wall_ms_min: 1400, wall_ms_max: 1700, steps_total: 4, steps_cached: 0 },
  ...changes,
});

/** An image that works, unless told otherwise. */
export const imageRow = (changes: Partial<ImageRow> = {}): ImageRow => ({
  ...{
    run_id: 'r1',
    app: 'go',
    strategy: 'slim',
    state: 'built',
    healthy: true,
    image_id: 'sha256:1',
    user: 'app',
  },
  ...{ size_bytes: 83_000_000, own_bytes: 6_500_000, layers: 5, start_ms: 12.34, base_source: 'registry' },
  ...changes,
});

/** One build of the same cell. */
export const buildRow = (changes: Partial<BuildRow> = {}): BuildRow => ({
  ...{ run_id: 'r1', sequence: 1, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
  ...{ state: 'built', started_at: '2026-01-01T00:00:00.000Z', wall_ms: 1500 },
  ...changes,
});
