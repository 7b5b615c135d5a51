import { describe, expect, test } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import { notPrimed } from '../../domain/run/sample.ts';
import type { RunManifest } from '../../record/manifest.ts';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image, summaryRow as cell } from '../../record/rows.fixture.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../../record/rows.ts';
import { findings } from '../../stats/findings/findings.ts';
import { footnotes } from './footnotes.ts';

interface Run {
  readonly manifest?: Partial<RunManifest>;
  readonly rounds?: number;
  readonly visits?: readonly Visit[];
  readonly summary?: SummaryRow[];
  readonly builds?: BuildRow[];
  readonly images?: ImageRow[];
}
/** A cell in its first rounds. */
function visitsOf(id: string, rounds: number): Visit[] {
  const [app = '', strategy = '', scenario = ''] = id.split('/');
  return Array.from({ length: rounds }, (_, index) => ({
    ...{ app, strategy, scenario, round: index + 1, sequence: index + 1, phase: 'measure' },
  }));
}
/** A build of go/slim/cold in each of the first rounds. */
const built = (rounds: number, changes: Partial<BuildRow> = {}): BuildRow[] =>
  Array.from({ length: rounds }, (_, index) => build({ round: index + 1, ...changes }));
const notes = ({
  manifest: changes,
  rounds = 1,
  visits = [],
  summary = [],
  builds = [],
  images = [],
}: Run): string[] =>
  footnotes(
    { manifest: { ...manifest, plan: { ...manifest.plan, rounds, visits }, ...changes }, builds, images },
    { summary, baselines: { of: new Map() }, comparisons: [], findings: findings([], [], []) },
    // Of the fixture's schema, and told by quiet-notes.test.ts.
  ).filter((note) => !note.startsWith('an older version recorded'));

describe('what a reader must know besides the numbers', () => {
  test('for which platform and how all was built: an app by its name, and of one that was built in two ways each variant', () => {
    const on = (app: string, strategy: string, by: BuildRow['platform_by'], to = 'linux/arm64') =>
      built(1, { app, strategy, platform: to, platform_by: by });
    const found = notes({
      builds: [
        ...on('web.arm64', 'slim', 'emulated'),
        ...on('web.arm64', 'copy', 'cross'),
        ...on('api.arm64', 'slim', 'unsure'),
        ...on('api.arm64', 'copy', 'unsure'),
        ...on('web.amd64', 'slim', 'native', 'linux/amd64'),
        ...built(1, { phase: 'control', app: 'control', strategy: 'control' }),
      ],
    });
    expect(found.filter((note) => note.includes('built for'))).toEqual([
      'web.arm64/slim: built for linux/arm64 by emulation',
      'web.arm64/copy: built for linux/arm64 where no step runs a program of that platform',
      'api.arm64: built for linux/arm64 natively or by emulation: the builder does not say which',
      'web.amd64: built for linux/amd64 natively',
    ]);
  });

  test.each([
    ['glibc', '; it has glibc, where Alpine has musl'],
    ['musl', ''],
  ] as const)('that an image stands on a substitute base, with %s', (libc, further) => {
    const base = {
      name: 'node:24-alpine',
      digest: 'sha256:1',
      source: 'substitute',
      ref: 'r',
      libc,
    } as const;
    const images = [image({ base_source: 'substitute' })];
    expect(notes({ manifest: { bases: [base] }, images })).toEqual([
      `† on a substitute base: it plays the role of the upstream image, and has other bytes and times${further}`,
    ]);
  });

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
    ['local', 'bases were built on this machine'],
  ] as const)('that there are %s bases', (base_source, note) => {
    expect(notes({ images: [image({ base_source })] })).toEqual([expect.stringContaining(note)]);
  });

  test('nothing about where bases were built that only exist by name', () => {
    const engine = { ...manifest.engine, kind: 'fake' as const };
    expect(notes({ manifest: { engine }, images: [image({ base_source: 'local' })] })).toEqual([]);
  });

  test('that an image holds a secret of its build, and where', () => {
    const project = { name: 'my-app', leaks: { 'my-app/slim': ['npm in /app/.npmrc', 'key in /k'] } };
    expect(notes({ manifest: { project } })).toEqual([
      'the image of my-app/slim holds a secret of its build, which everybody who has it can read: npm in /app/.npmrc, key in /k',
    ]);
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
    const visits = [...visitsOf('go/slim/cold', 6), ...visitsOf('go/slim/warm', 9)];
    expect(notes({ manifest: { stoppedEarly: ['go/slim/cold'] }, rounds: 9, visits, summary })).toEqual([
      'times are medians of 6 or 9 builds',
      'stopped early, because their intervals were narrow enough at the look before: go/slim/cold after 6 samples',
    ]);
  });

  test('which cells had fewer rounds because of the budget: nothing of them is missing', () => {
    const summary = [cell({ samples: 6 }), cell({ samples: 8, scenario: 'warm' })];
    const visits = [...visitsOf('go/slim/cold', 6), ...visitsOf('go/slim/warm', 9)];
    const budget = { basis: 'round 1', budgetMs: 1, expectedMs: 1, cells: [] };
    expect(notes({ manifest: { budget }, rounds: 9, visits, summary })).toEqual([
      'times are medians of 6 or 8 builds',
      'fewer rounds, as the budget had no time for more: go/slim/cold 6 of 9 rounds',
      'fewer samples than planned: go/slim/warm has 8 of 9 samples',
    ]);
  });

  test('none has fewer rounds where cells took turns, and each was in as many', () => {
    const summary = [cell({ samples: 6 }), cell({ samples: 6, scenario: 'warm' })];
    const later = visitsOf('go/slim/warm', 6).map((visit) => ({ ...visit, round: visit.round + 3 }));
    const all = notes({ rounds: 9, visits: [...visitsOf('go/slim/cold', 6), ...later], summary });
    expect(all).toEqual(['times are medians of 6 builds']);
  });

  test('which cells were given up', () => {
    const summary = [cell({ samples: 0, state: 'failed' }), cell({ samples: 9, scenario: 'warm' })];
    const visits = [...visitsOf('go/slim/cold', 6), ...visitsOf('go/slim/warm', 9)];
    expect(notes({ manifest: { gaveUp: ['go/slim/cold'] }, rounds: 9, visits, summary })).toEqual([
      'times are medians of 9 builds',
      'given up after 6 rounds without a sample: go/slim/cold',
    ]);
  });

  test('which cells were given up though they had samples once: nothing of that is for lack of time', () => {
    const summary = [cell({ samples: 3 }), cell({ samples: 20, scenario: 'warm' })];
    const visits = [...visitsOf('go/slim/cold', 9), ...visitsOf('go/slim/warm', 20)];
    const budget = { basis: 'round 1', budgetMs: 1, expectedMs: 1, cells: [] };
    const builds = [...built(3), ...[4, 5, 6, 7, 8, 9].map((round) => build({ round, state: 'invalid' }))];
    const all = notes({
      manifest: { budget, gaveUp: ['go/slim/cold'] },
      rounds: 20,
      visits,
      summary,
      builds,
    });
    expect(all.slice(0, 3)).toEqual([
      'times are medians of 3 or 20 builds',
      'fewer samples than planned: go/slim/cold has 3 of 9 samples',
      'given up after 9 rounds, the last 6 without a sample: go/slim/cold',
    ]);
    expect(all.join('\n')).not.toContain('fewer rounds');
  });

  test('which cells are not as narrow as they were to be', () => {
    const wide = { samples: 9, wall_ms_median: 1000, wall_ms_low: 950, wall_ms_high: 1050 };
    const summary = [cell(wide), cell({ ...wide, scenario: 'warm', wall_ms_low: 1010 })];
    const builds = ['cold', 'warm'].flatMap((scenario) => built(9, { scenario }));
    expect(notes({ manifest: { options: { until: 0.03 } }, rounds: 9, summary, builds })).toEqual([
      'times are medians of 9 builds',
      '± half of the 95 % interval of a median: 2 % to 5 %, widest for go/slim/cold; summary.csv has all intervals; method: ' +
        'interpolated order statistics (Hettmansperger & Sheather 1986)',
      'not within ± 3 % after 9 rounds: go/slim/cold',
      'within ± 3 % at the end, not yet looked at again: go/slim/warm after 9 samples',
    ]);
  });

  test('after how many rounds that was: of those that were made, not of those that were planned', () => {
    const wide = { wall_ms_median: 1000, wall_ms_low: 950, wall_ms_high: 1050 };
    // Interrupted in the thirteenth of 14 rounds; one of the twelve before failed.
    const builds = [
      ...built(11),
      build({ round: 12, state: 'failed' }),
      build({ round: 13, state: 'aborted' }),
    ];
    const summary = [cell({ ...wide, samples: 11 })];
    const visits = visitsOf('go/slim/cold', 14);
    const options = { until: 0.03 };
    const all = notes({ manifest: { options }, rounds: 14, visits, summary, builds });
    expect(all).toContain('not within ± 3 % after 12 rounds: go/slim/cold');
    expect(all).toContain('fewer samples than planned: go/slim/cold has 11 of 14 samples');
  });

  test('a cell that is narrow enough does not lack time, though it had fewer rounds', () => {
    const narrow = { samples: 7, wall_ms_median: 1000, wall_ms_low: 990, wall_ms_high: 1010 };
    const summary = [cell(narrow), cell({ samples: 9, scenario: 'warm' })];
    const visits = [...visitsOf('go/slim/cold', 7), ...visitsOf('go/slim/warm', 9)];
    const budget = { basis: 'round 1', budgetMs: 1, expectedMs: 1, cells: [] };
    const noted = (until: number) =>
      notes({ manifest: { budget, options: { until } }, rounds: 9, visits, summary });
    const note = 'fewer rounds, as the budget had no time for more: go/slim/cold 7 of 9 rounds';
    expect(noted(0.02)).not.toContain(note);
    expect(noted(0.005)).toContain(note);
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
    expect(notes({ builds, rounds: 4 })).toEqual([
      'left out in rounds 1, 3: go/slim/cold: cold build: step a came from the cache',
      'failed in round 2: go/slim/warm: step b failed: exit code: 1. Last log line: line',
    ]);
  });

  test('what was not built because of a failure stands with it', () => {
    const rounds = Array.from({ length: 30 }, (_, index) => index + 1);
    const builds = rounds.flatMap((round) => [
      build({ round, state: 'failed', reason: 'exit code: 1' }),
      ...['warm', 'edit-source'].map((scenario) =>
        build({ round, scenario, state: 'failed', reason: notPrimed }),
      ),
    ]);
    const note = 'go/slim/cold: exit code: 1; not built because of this: warm, edit-source';
    expect(notes({ builds, rounds: 30 })).toEqual([`failed in every round: ${note}`]);
    expect(notes({ builds, rounds: 40 })).toEqual([`failed in rounds 1–30: ${note}`]);
  });

  test('a prime that failed is a cause; scenarios that fail alike share a note', () => {
    const builds = [
      build({ phase: 'prime', state: 'failed', reason: 'exit code: 1' }),
      build({ scenario: 'warm', state: 'failed', reason: notPrimed }),
      ...['cold', 'warm'].map((scenario) =>
        build({ strategy: 'alpine', scenario, state: 'failed', reason: 'no answer' }),
      ),
    ];
    expect(notes({ builds })).toEqual([
      'failed in round 1: go/slim (prime): exit code: 1; not built because of this: warm',
      'failed in round 1: go/alpine (cold, warm): no answer',
    ]);
  });

  test('which image does not work', () => {
    expect(notes({ images: [image({ state: 'unhealthy', healthy: false })] })).toEqual([
      'go/slim does not work, so its times do not count',
    ]);
  });
});
