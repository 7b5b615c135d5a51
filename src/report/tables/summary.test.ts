import { describe, expect, test } from 'vitest';
import { summaryRow, imageRow as image } from '../../record/rows.fixture.ts';
import type { SummaryRow } from '../../record/rows.ts';
import { asTerminal } from '../terminal/as-terminal.ts';
import { chartSourceOf } from '../chart-source.fixture.ts';
import { summaryTable, table as summary } from './summary.ts';
import { table as times } from './times.ts';

/** Of as many samples as an order takes, unless told otherwise. */
const cell = (changes: Partial<SummaryRow> = {}): SummaryRow => summaryRow({ samples: 7, ...changes });
const warm = { scenario: 'warm', wall_ms_median: 210 };

describe('the table people quote', () => {
  test('has one line per variant and one column per scenario', () => {
    const summary = [
      cell(),
      cell(warm),
      cell({ strategy: 'alpine', wall_ms_median: 12_000 }),
      cell({ strategy: 'alpine', ...warm }),
    ];
    const images = [
      image(),
      image({ strategy: 'alpine', size_bytes: 9_000_000, own_bytes: 6_500_000, layers: 3 }),
    ];
    expect(asTerminal(summaryTable(summary, images))).toMatchInlineSnapshot(`
      "app  strategy    cold    warm    image      own  layers  start  user
      ────────────────────────────────────────────────────────────────────
      go   slim      1.50 s  210 ms  83.0 MB  6.50 MB       5  12 ms  app
      go   alpine    12.0 s  210 ms  9.00 MB  6.50 MB       3  12 ms  app
      "
    `);
  });

  test('shows a state and never a number where a cell has no sample; an image that does not work fails to start and has no sizes', () => {
    const summary = [
      cell({ state: 'failed', samples: 0, wall_ms_median: undefined }),
      cell({ ...warm, state: 'invalid', samples: 0, wall_ms_median: undefined }),
      cell({ strategy: 'scratch', state: 'aborted', samples: 0, wall_ms_median: undefined }),
      cell({ ...warm, strategy: 'scratch', state: 'not-started', samples: 0, wall_ms_median: undefined }),
    ];
    const images = [image({ state: 'unhealthy', healthy: false, start_ms: undefined })];
    expect(asTerminal(summaryTable(summary, images))).toMatchInlineSnapshot(`
      "app  strategy     cold         warm  image  own  layers  start  user
      ────────────────────────────────────────────────────────────────────
      go   slim       failed      invalid      –    –       –  fails  app
      go   scratch   aborted  not started      –    –       –      –  –
      "
    `);
  });

  test('an image that no engine started has sizes, and says so', () => {
    const table = summaryTable([cell()], [image({ healthy: undefined, start_ms: undefined })]);
    expect(asTerminal(table)).toContain('83.0 MB  6.50 MB       5  not started  app');
  });

  test('shows how wide the intervals are, as long as it has room for them', () => {
    const narrow = { wall_ms_low: 1488, wall_ms_high: 1509 };
    const summary = [cell(narrow), cell({ ...warm, wall_ms_low: 180, wall_ms_high: 240 })];
    const table = summaryTable(summary, [image()]);
    expect(asTerminal(table)).toMatchInlineSnapshot(`
      "app  strategy          cold         warm    image      own  layers  start  user
      ───────────────────────────────────────────────────────────────────────────────
      go   slim      1.50 s ±0.7%  210 ms ±14%  83.0 MB  6.50 MB       5  12 ms  app
      "
    `);
    expect(table.narrower?.().rows[0]?.slice(2, 4)).toEqual(['1.50 s', '210 ms']);
    expect(table.narrower?.().lacks).toEqual(['intervals']);
  });

  test('shows the least and the most of fewer than 6 samples, with two digits: no order can be read from them', () => {
    const summary = [
      cell({ samples: 5, wall_ms_min: 1449, wall_ms_max: 1651 }),
      cell({ ...warm, samples: 1, wall_ms_median: 167.3, wall_ms_min: 167.3, wall_ms_max: 167.3 }),
      cell({ scenario: 'edit', samples: 3, wall_ms_median: 981, wall_ms_min: 849, wall_ms_max: 1210 }),
      cell({ scenario: 'deps', samples: 6, wall_ms_median: 981, wall_ms_low: 970, wall_ms_high: 990 }),
    ];
    const table = summaryTable(summary, [image()]);
    const shown = ['1.5 s (1.4–1.7)', '170 ms', '980 ms (0.85–1.2 s)', '981 ms ±1.0%'];
    expect(table.rows[0]?.slice(2, 6)).toEqual(shown);
    expect(table.narrower?.().rows[0]?.slice(2, 6)).toEqual(['1.4–1.7 s', '170 ms', '0.85–1.2 s', '981 ms']);
    expect(table.narrower?.().lacks).toEqual(['intervals', 'medians of few samples']);
  });

  test('fits into 100 columns, however long its names are: the heads of the scenarios break', () => {
    const scenarios = ['cold', 'warm', 'edit-source', 'edit-deps'];
    const variant = { app: 'python', strategy: 'single-stage' };
    const summary = scenarios.map((scenario) => cell({ ...variant, scenario, wall_ms_median: 10_400 }));
    const images = [
      image({
        ...variant,
        size_bytes: 1_200_000_000,
        own_bytes: 999_000_000,
        start_ms: 660,
        user: 'nonroot',
      }),
    ];
    const lines = asTerminal(summaryTable(summary, images)).split('\n');
    expect(lines.slice(0, 2)).toEqual([
      '                                       edit-   edit-',
      'app     strategy        cold    warm  source    deps    image     own  layers   start  user',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('marks a substitute base with a dagger, and an image without a user as root', () => {
    const images = [image({ base_source: 'substitute', user: undefined })];
    expect(summaryTable([cell()], images).rows).toEqual([
      ['go', 'slim †', '1.50 s', '83.0 MB', '6.50 MB', '5', '12 ms', 'root'],
    ]);
  });
});

describe('a range of few samples', () => {
  const note =
    'below 6 samples a range is the least and the most, not an interval: no order of times can be read from it';

  test.each([summary, times])('is explained by a footnote', async (table) => {
    const [few] = table.show(await chartSourceOf({ rounds: 3 }));
    expect(few?.footnotes).toContain(note);
    const [many] = table.show(await chartSourceOf());
    expect(many?.footnotes).not.toContain(note);
  });

  test('stands beside the median in the table of times, too', async () => {
    const run = await chartSourceOf({ rounds: 3, scenarios: ['warm'] });
    expect(times.show(run)[0]?.cells?.rows[0]).toEqual(['go', 'single-stage', '200 ms']);
    const builds = run.rows.builds.map((row) => ({ ...row, wall_ms: 1000 * row.round }));
    const { analyseRun } = await import('../../stats/analyse-run.ts');
    const rows = { ...run.rows, builds };
    const analysis = await analyseRun(rows, undefined, async () => {});
    expect(times.show({ rows, analysis })[0]?.cells?.rows[0]?.[2]).toBe('2.0 s (1.0–3.0)');
  });
});
