import { describe, expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { findings, outliers } from './findings.ts';

const strategies = 'a b c d e f g h'.split(' ');
const cells = strategies.map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));
const images = strategies.map((strategy) => image({ strategy }));

/** Eight rounds of every cell; `time` in ms says what a round took, with some noise of its own for each cell. */
const rounds = (time: (round: number) => number, changes: Partial<BuildRow> = {}): BuildRow[] =>
  cells.flatMap((cell, place) =>
    Array.from({ length: 8 }, (_, index) =>
      build({
        ...{ ...cell, round: index + 1, steps_total: 4, cold_method: 'pruned' },
        wall_ms: time(index + 1) * (1 + ((place * 5 + index * 3) % 7) / 2000),
        ...changes,
      }),
    ),
  );
const found = (builds: BuildRow[]) => findings(cells, builds, images);

test('a quiet run: nothing', () => {
  expect(found(rounds(() => 1000))).toEqual({
    outliers: [],
    firstVisits: [],
    notReproducible: [],
    mixedColdMethods: [],
  });
});

test('nothing was measured: nothing', () => {
  expect(found([])).toMatchObject({ outliers: [], firstVisits: [] });
});

test('a slow first round, by scenario', () => {
  const { firstVisits } = found(rounds((round) => (round === 1 ? 1100 : 1000)));
  expect(firstVisits).toMatchObject([{ scenario: 'cold', cells: 8, slower: 8 }]);
});

describe('drift', () => {
  test('of the builds', () => {
    expect(found(rounds((round) => 1000 + 20 * round)).drift?.totalRatio).toBeCloseTo(1.13, 1);
  });

  test('of the control, which is of no cell', () => {
    const controls = Array.from({ length: 8 }, (_, index) =>
      build({ ...control, phase: 'control', round: index + 1, wall_ms: 3000 + 60 * index }),
    );
    const { drift, controlDrift } = found([...rounds(() => 1000), ...controls]);
    expect(drift).toBeUndefined();
    expect(controlDrift?.totalRatio).toBeCloseTo(1.15, 1);
  });
});

describe('of single cells', () => {
  const withOdd = (changes: Partial<BuildRow>): BuildRow[] => {
    const [first, ...rest] = rounds(() => 1000);
    return first === undefined ? [] : [{ ...first, ...changes }, ...rest];
  };

  test('a sample that is far from the others', () => {
    expect(found(withOdd({ wall_ms: 1500 })).outliers).toEqual([
      { cell: 'go/a/cold', round: 1, wallMs: 1500, medianMs: expect.closeTo(1001.5, 0) },
    ]);
  });

  test('a number of steps that is not always the same', () => {
    expect(found(withOdd({ steps_total: 5 })).notReproducible).toEqual([
      { cell: 'go/a/cold', steps: [4, 5] },
    ]);
  });

  test('a cache that was emptied in two ways', () => {
    expect(found(withOdd({ cold_method: 'no-cache' })).mixedColdMethods).toEqual([
      { cell: 'go/a/cold', methods: ['no-cache', 'pruned'] },
    ]);
  });

  test('but not of samples that do not count', () => {
    expect(found(withOdd({ state: 'invalid', wall_ms: 9000, steps_total: 5 }))).toMatchObject({
      outliers: [],
      notReproducible: [],
    });
  });
});

const samples = (...times: number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));

test.each([
  // MAD 10, so 3.5 × 14.826 = 51.9 from the median of 1000.
  ['beyond 3.5 robust standard deviations', [990, 1010, 1000, 980, 1020, 1052], []],
  ['the median moves with it: 1005, MAD 15, bound 77.8', [990, 1010, 1000, 980, 1020, 1083], [1083]],
  ['on either side', [990, 1010, 1000, 900, 1020, 1100, 1000], [900, 1100]],
  ['no noise: 3 % of the median', [1000, 1000, 1000, 1000, 1030, 1031], [1031]],
  ['all equal', [5, 5, 5, 5, 5], []],
  ['four samples are too few', [1000, 1000, 1000, 9000], []],
  ['none', [], []],
])('%s: %j', (_, times, far) => {
  expect(outliers(samples(...times)).map(({ wallMs }) => wallMs)).toEqual(far);
});

test('what is flagged is the sample itself', () => {
  const row = { round: 3, wallMs: 2000, sequence: 17 };
  expect(outliers([...samples(1000, 1001), row, ...samples(999, 1000)])).toEqual([row]);
});
