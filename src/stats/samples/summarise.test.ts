import { describe, expect, test } from 'vitest';
import { control, type Cell } from '../../domain/run/plan.ts';
import type { BuildRow, ImageRow } from '../../record/rows.ts';
import { summarise } from './summarise.ts';

const cell: Cell = { app: 'go', strategy: 'slim', scenario: 'cold' };

const build = (changes: Partial<BuildRow> = {}): BuildRow => ({
  ...{
    run_id: 'r1',
    sequence: 1,
    round: 1,
    phase: 'measure',
    ...cell,
    state: 'built',
    started_at: '2026-01-01T00:00:00.000Z',
  },
  ...changes,
});
const image = (changes: Partial<ImageRow> = {}): ImageRow => ({
  ...{ run_id: 'r1', app: 'go', strategy: 'slim', state: 'built', healthy: true },
  ...{ size_bytes: 83_000_000, layers: 5, base_source: 'local' },
  ...changes,
});
const walls = (...times: number[]) =>
  times.map((wall_ms) => build({ wall_ms, steps_total: 4, steps_cached: 0 }));
const one = (builds: BuildRow[], images = [image()]) => summarise('r1', [cell], builds, images)[0];

describe('the numbers people quote', () => {
  test.each([
    ['one sample', [1500.125], 1500.125, 1500.125, 1500.125],
    ['an odd number of samples: the middle one', [9000, 1000, 2000], 2000, 1000, 9000],
    ['an even number: half-way between the middle two', [4000, 1000, 2000, 3000], 2500, 1000, 4000],
    ['a median keeps three decimals', [0.001, 0.0025], 0.002, 0.001, 0.0025],
  ])('%s', (_, times, median, min, max) => {
    expect(one(walls(...times))).toMatchObject({
      state: 'built',
      samples: times.length,
      wall_ms_median: median,
      wall_ms_min: min,
      wall_ms_max: max,
    });
  });

  test('carry steps and the image’s facts beside the times', () => {
    expect(one(walls(1000))).toEqual({
      ...{ run_id: 'r1', app: 'go', strategy: 'slim', scenario: 'cold', state: 'built', samples: 1 },
      ...{ wall_ms_median: 1000, wall_ms_min: 1000, wall_ms_max: 1000, steps_total: 4, steps_cached: 0 },
      ...{ size_bytes: 83_000_000, layers: 5, base_source: 'local' },
    });
  });
});

describe('the interval of the median', () => {
  test('is there from six samples on', () => {
    expect(one(walls(1000, 1010, 1020, 1030, 1040))).not.toHaveProperty('wall_ms_low');
    // The 95 % interval of six samples goes from the smallest to the largest, less a little.
    expect(one(walls(1000, 1010, 1020, 1030, 1040, 1050))).toMatchObject({
      wall_ms_median: 1025,
      wall_ms_low: expect.closeTo(1000, -1),
      wall_ms_high: expect.closeTo(1050, -1),
    });
  });

  test('of samples that are all the same has no width', () => {
    expect(one(walls(...Array<number>(8).fill(1000)))).toMatchObject({
      wall_ms_low: 1000,
      wall_ms_high: 1000,
    });
  });
});

describe('time in units of the control', () => {
  /** One sample a round, and the control of each round; `undefined` where it failed. */
  const rounds = (times: number[], controls: (number | undefined)[]): BuildRow[] => [
    ...times.map((wall_ms, index) => build({ wall_ms, round: index + 1 })),
    ...controls.map((wall_ms, index) =>
      build({
        ...{ ...control, phase: 'control', round: index + 1, wall_ms },
        state: wall_ms === undefined ? 'failed' : 'built',
      }),
    ),
  ];

  test('is the median ÷ the median of the control over all rounds', () => {
    expect(one(rounds([1000, 2200, 900], [500, 400, 800]))).toMatchObject({
      wall_ms_median: 1000,
      control_ratio_median: 2,
    });
  });

  test('has an interval from six rounds on', () => {
    const six = one(rounds([1000, 1100, 1200, 1300, 1400, 1500], [500, 500, 500, 500, 500, 500]));
    expect(six?.control_ratio_low).toBeCloseTo((six?.wall_ms_low ?? NaN) / 500, 5);
    expect(six?.control_ratio_high).toBeCloseTo((six?.wall_ms_high ?? NaN) / 500, 5);
    expect(one(rounds([1000], [500]))).not.toHaveProperty('control_ratio_low');
  });

  test('does not mind rounds whose control failed, and is not there without any', () => {
    expect(one(rounds([1000, 3000], [500, undefined]))).toMatchObject({ control_ratio_median: 4 });
    expect(one(rounds([1000, 3000], [undefined, undefined]))).not.toHaveProperty('control_ratio_median');
  });
});

describe('what does not count', () => {
  test.each<[string, Partial<BuildRow>]>([
    ['an invalid sample', { state: 'invalid', wall_ms: 9000 }],
    ['a failed sample', { state: 'failed' }],
    ['a prime', { phase: 'prime', wall_ms: 9000 }],
    ['the control', { ...control, phase: 'control', wall_ms: 9000 }],
    ['the control, whatever it is called', { phase: 'control', wall_ms: 9000 }],
    ['another scenario', { scenario: 'warm', wall_ms: 9000 }],
    ['another strategy', { strategy: 'alpine', wall_ms: 9000 }],
  ])('%s', (_, changes) => {
    expect(one([...walls(1000), build(changes)])).toMatchObject({ samples: 1, wall_ms_max: 1000 });
  });
});

describe('a cell without a good sample has a state and no time', () => {
  test.each<[string, BuildRow[], ImageRow[], string]>([
    ['all failed', [build({ state: 'failed' })], [image({ state: 'failed', healthy: false })], 'failed'],
    [
      'built, but the image does not work',
      walls(1000),
      [image({ state: 'unhealthy', healthy: false })],
      'failed',
    ],
    ['all invalid', [build({ state: 'invalid', wall_ms: 1 })], [image()], 'invalid'],
    [
      'the last one decides: failed after invalid',
      [build({ state: 'invalid' }), build({ state: 'failed' })],
      [image()],
      'failed',
    ],
    ['interrupted', [build({ state: 'aborted' })], [], 'aborted'],
    ['built, but the image was never looked at', walls(1000), [], 'aborted'],
    ['never visited', [], [], 'not-started'],
  ])('%s: %s', (_, builds, images, state) => {
    const row = one(builds, images);
    expect(row).toMatchObject({ state, samples: 0 });
    expect(row).not.toHaveProperty('wall_ms_median');
    if (images[0]?.healthy !== true) expect(row).not.toHaveProperty('size_bytes');
  });
});

test('there is one row per planned cell, in the order of the plan, whatever was measured', () => {
  const cells = ['cold', 'warm'].flatMap((scenario) =>
    ['slim', 'alpine'].map((strategy) => ({ app: 'go', strategy, scenario })),
  );
  const rows = summarise('r1', cells, walls(1000), [image()]);
  expect(rows.map(({ strategy, scenario, state }) => `${strategy} ${scenario} ${state}`)).toEqual([
    'slim cold built',
    'alpine cold not-started',
    'slim warm not-started',
    'alpine warm not-started',
  ]);
});
