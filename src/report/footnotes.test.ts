import { describe, expect, test } from 'vitest';
import type { EngineKind } from '../domain/engine-info.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';
import { footnotes } from './footnotes.ts';
import { buildRow as build, imageRow as image, summaryRow as cell } from './tables.fixture.ts';

interface Run {
  readonly kind?: EngineKind;
  readonly rounds?: number;
  readonly summary?: SummaryRow[];
  readonly builds?: BuildRow[];
  readonly images?: ImageRow[];
}
const notes = ({ kind = 'docker', rounds = 1, summary = [], builds = [], images = [] }: Run): string[] =>
  footnotes({ engine: { kind }, plan: { rounds } }, summary, builds, images);

describe('what a reader must know besides the numbers', () => {
  test('nothing, where nothing was measured', () => {
    expect(notes({})).toEqual([]);
  });

  test.each([
    [[1], 'times are of single builds'],
    [[3, 3], 'times are medians of 3 builds'],
    [[3, 2], 'times are medians of 2 or 3 builds'],
    [[10, 9], 'times are medians of 9 or 10 builds'],
  ])('of how many builds the medians are: %o', (counts, note) => {
    expect(notes({ summary: counts.map((samples) => cell({ samples })) })).toEqual([note]);
  });

  test.each([
    ['substitute', '† on a substitute base'],
    ['local', 'bases were rebuilt on this machine'],
  ] as const)('that there are %s bases', (base_source, note) => {
    expect(notes({ images: [image({ base_source })] })).toEqual([expect.stringContaining(note)]);
  });

  test('nothing about where bases were built that only exist by name', () => {
    expect(notes({ kind: 'fake', images: [image({ base_source: 'local' })] })).toEqual([]);
  });

  test('which cells have fewer samples than there were rounds', () => {
    const summary = [
      cell({ samples: 2 }),
      cell({ samples: 3, scenario: 'warm' }),
      cell({ samples: 0, state: 'failed', strategy: 'alpine' }),
    ];
    expect(notes({ rounds: 3, summary })).toEqual([
      'times are medians of 2 or 3 builds',
      'fewer samples than planned: go/slim/cold has 2 of 3 samples',
    ]);
  });

  test('what was left out and what failed, in which rounds and why, in one line each', () => {
    const invalid = { state: 'invalid', reason: 'cold build: step a came from the cache' } as const;
    const failed = {
      state: 'failed',
      scenario: 'warm',
      reason: 'step b failed: exit code: 1. Last log lines:\nline\nline',
    } as const;
    const builds = [
      build({ ...invalid, round: 1 }),
      build({ ...invalid, round: 3 }),
      build({ ...failed, round: 2 }),
      build(),
    ];
    expect(notes({ builds })).toEqual([
      'left out in rounds 1, 3: go/slim/cold: cold build: step a came from the cache',
      'failed in round 2: go/slim/warm: step b failed: exit code: 1. Last log line: line',
    ]);
  });

  test('which image does not work', () => {
    expect(notes({ images: [image({ state: 'unhealthy', healthy: false })] })).toEqual([
      'go/slim does not work, so its times do not count',
    ]);
  });
});
