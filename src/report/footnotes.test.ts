import { describe, expect, test } from 'vitest';
import type { RunManifest } from '../domain/run.ts';
import { manifest } from '../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image, summaryRow as cell } from '../record/rows.fixture.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';
import { findings } from '../stats/findings.ts';
import { footnotes } from './footnotes.ts';

interface Run {
  readonly manifest?: Partial<RunManifest>;
  readonly rounds?: number;
  readonly summary?: SummaryRow[];
  readonly builds?: BuildRow[];
  readonly images?: ImageRow[];
}
const notes = ({ manifest: changes, rounds = 1, summary = [], builds = [], images = [] }: Run): string[] =>
  footnotes(
    { manifest: { ...manifest, plan: { ...manifest.plan, rounds }, ...changes }, builds, images },
    { summary, baselines: { of: new Map() }, comparisons: [], findings: findings([], [], []) },
  );

describe('what a reader must know besides the numbers', () => {
  test('nothing, where nothing was measured', () => {
    expect(notes({})).toEqual([]);
  });

  test.each([
    [[1], 'times are of single builds'],
    [[3, 3], 'times are medians of 3 builds'],
    [[3, 2], 'times are medians of 2 or 3 builds'],
    [[10, 9], 'times are medians of 9 or 10 builds'],
    [[10, 7, 9], 'times are medians of 7 to 10 builds'],
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
    const engine = { ...manifest.engine, kind: 'fake' as const };
    expect(notes({ manifest: { engine }, images: [image({ base_source: 'local' })] })).toEqual([]);
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

  test('which cells have fewer on purpose: they are not among those', () => {
    const summary = [cell({ samples: 6 }), cell({ samples: 9, scenario: 'warm' })];
    expect(notes({ manifest: { stoppedEarly: ['go/slim/cold'] }, rounds: 9, summary })).toEqual([
      'times are medians of 6 or 9 builds',
      'stopped early, because their intervals were narrow enough: go/slim/cold after 6 samples',
    ]);
  });

  test('of many cells only the first are named', () => {
    const summary = 'a b c d e f g h'.split(' ').map((strategy) => cell({ strategy, samples: 2 }));
    expect(notes({ rounds: 3, summary }).at(-1)).toMatch(/go\/f\/cold has 2 of 3 samples and 2 more$/);
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
