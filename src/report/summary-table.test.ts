import { describe, expect, test } from 'vitest';
import { summaryRow as cell, imageRow as image } from './tables.fixture.ts';
import { terminalTable, variantTable } from './summary-table.ts';

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
    expect(terminalTable(variantTable(summary, images))).toMatchInlineSnapshot(`
      "app  strategy    cold    warm    image      own  layers  start  user  works
      ───────────────────────────────────────────────────────────────────────────
      go   slim      1.50 s  210 ms  83.0 MB  6.50 MB       5  12 ms  app   yes
      go   alpine    12.0 s  210 ms  9.00 MB  6.50 MB       3  12 ms  app   yes
      "
    `);
  });

  test('shows a state and never a number where a cell has no sample; an image that does not work says NO and nothing else', () => {
    const summary = [
      cell({ state: 'failed', samples: 0, wall_ms_median: undefined }),
      cell({ ...warm, state: 'invalid', samples: 0, wall_ms_median: undefined }),
      cell({ strategy: 'scratch', state: 'aborted', samples: 0, wall_ms_median: undefined }),
    ];
    const images = [image({ state: 'unhealthy', healthy: false, start_ms: undefined })];
    expect(terminalTable(variantTable(summary, images))).toMatchInlineSnapshot(`
      "app  strategy     cold     warm  image  own  layers  start  user  works
      ───────────────────────────────────────────────────────────────────────
      go   slim       failed  invalid      –    –       –      –  app   NO
      go   scratch   aborted        –      –    –       –      –  –     –
      "
    `);
  });

  test('marks a substitute base with a dagger, and an image without a user as root', () => {
    const images = [image({ base_source: 'substitute', user: undefined })];
    expect(variantTable([cell()], images).rows).toEqual([
      ['go', 'slim †', '1.50 s', '83.0 MB', '6.50 MB', '5', '12 ms', 'root', 'yes'],
    ]);
  });
});
