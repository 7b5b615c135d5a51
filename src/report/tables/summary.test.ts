import { describe, expect, test } from 'vitest';
import { summaryRow as cell, imageRow as image } from '../../record/rows.fixture.ts';
import { asTerminal } from '../terminal/as-terminal.ts';
import { summaryTable } from './summary.ts';

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
    ];
    const images = [image({ state: 'unhealthy', healthy: false, start_ms: undefined })];
    expect(asTerminal(summaryTable(summary, images))).toMatchInlineSnapshot(`
      "app  strategy     cold     warm  image  own  layers  start  user
      ────────────────────────────────────────────────────────────────
      go   slim       failed  invalid      –    –       –  fails  app
      go   scratch   aborted        –      –    –       –      –  –
      "
    `);
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
