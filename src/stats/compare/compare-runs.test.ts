import { describe, expect, test } from 'vitest';
import { cellId, control } from '../../domain/run/plan.ts';
import type { Cell } from '../../domain/run/plan.ts';
import { manifest } from '../../record/manifest.fixture.ts';
import type { RunManifest } from '../../record/manifest.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { compareRuns, type RunSide } from './compare-runs.ts';

const cold: Cell = { app: 'go', strategy: 'slim', scenario: 'cold' };
const warm: Cell = { ...cold, scenario: 'warm' };

/** Eight rounds of the cells, each 1 ms longer than the one before; the control takes `controlMs`, if there is one. */
function side(
  wallMs: number,
  controlMs?: number,
  cells = [cold],
  changes: Partial<RunManifest> = {},
): RunSide {
  const builds = Array.from({ length: 8 }, (_, index) => index + 1).flatMap((round) => [
    ...cells.map((cell) => build({ ...cell, round, wall_ms: wallMs + round, steps_total: 4 })),
    ...(controlMs === undefined ? [] : [build({ ...control, phase: 'control', round, wall_ms: controlMs })]),
  ]);
  return {
    run: { manifest: { ...manifest, runId: String(wallMs), ...changes }, builds, images: [image()] },
    cells,
  };
}
const compare = (a: RunSide, b: RunSide) => compareRuns(a, b, cellId, async () => {});

test('B is held against A', async () => {
  const { rows } = await compare(side(1000), side(1100));
  expect(rows).toMatchObject([
    {
      ...{ cell: cold, baseline: cold },
      time: { medianMs: 1104.5, baselineMedianMs: 1004.5, verdict: { kind: 'slower' } },
      sizeBytes: { kind: 'equal' },
    },
  ]);
});

test('p values are corrected within a scenario: it is a question of its own', async () => {
  const slow = { ...cold, strategy: 'alpine' };
  const of = (ms: number): RunSide => {
    const { run, cells } = side(ms, 3000, [cold, slow, warm]);
    return { cells, run: { ...run, images: [image(), image({ strategy: 'alpine' })] } };
  };
  const { rows } = await compare(of(1000), of(1100));
  expect(rows.map(({ cell, time }) => [cell.scenario, time.familySize])).toEqual([
    ['cold', 2],
    ['cold', 2],
    ['warm', 1],
  ]);
  // All of B above all of A, of eight each: 2 ÷ C(16, 8). Twice that for two of them.
  const [first, , alone] = rows.map(({ time }) => time.adjustedP ?? 1);
  expect(first).toBeCloseTo(4 / 12_870, 12);
  expect(alone).toBeCloseTo(2 / 12_870, 12);
});

test('cells that only one of them has are no rows', async () => {
  const { rows, onlyA, onlyB } = await compare(side(1000, 3000, [cold, warm]), side(1000, 3000, [warm]));
  expect(rows.map(({ cell }) => cell)).toEqual([warm]);
  expect([onlyA, onlyB]).toEqual([[cold], []]);
});

test('cells are held against each other where they are said to go by one name', async () => {
  const { rows } = await compareRuns(
    side(1000),
    side(100, undefined, [warm]),
    () => 'the cell',
    async () => {},
  );
  expect(rows).toMatchObject([{ cell: warm, baseline: cold }]);
});

describe('the control', () => {
  test('is compared, and takes the machine out of the ratio', async () => {
    const { rows, control: controls } = await compare(side(1000, 3000), side(1100, 3300));
    expect(controls).toMatchObject({
      ...{ baselineMedianMs: 3000, medianMs: 3300, ratio: 1.1 },
      verdict: { kind: 'slower' },
    });
    expect(rows[0]?.time.ratio).toBeCloseTo(1.0996, 3);
    expect(rows[0]?.controlRatio).toBeCloseTo(0.9996, 3);
  });

  test.each<[string, RunSide]>([
    ['one of the runs has none', side(1100)],
    ['A and B are of one run', side(1100, 3300, [cold], { runId: '1000' })],
    [
      'it was changed in between',
      side(1100, 3300, [cold], { definitions: { 'bench/control/Dockerfile': 'other' } }),
    ],
  ])('says nothing where %s', async (_, b) => {
    const { rows, control: controls } = await compare(side(1000, 3000), b);
    expect(controls).toBeUndefined();
    expect(rows[0]).not.toHaveProperty('controlRatio');
  });
});

test('of a cell without samples it is said how its last build ended', async () => {
  const b = side(1100);
  const builds = b.run.builds.map((row) => ({
    ...row,
    state: 'failed' as const,
    reason: 'exit code 1\nlog',
  }));
  const { rows } = await compare(side(1000), { ...b, run: { ...b.run, builds } });
  expect(rows[0]?.empty).toEqual([{ side: 'B', cell: cold, state: 'failed', reason: 'exit code 1' }]);
});

test('rows of one run are compared round by round, those of two runs are not', async () => {
  const one = side(1000, undefined, [cold, warm]);
  const names = async (a: RunSide, b: RunSide) => {
    const { isOneRun, rows } = await compare(a, b);
    return [isOneRun, ...rows.map(({ time: { familySize, p } }) => [familySize, p])];
  };
  // Of equal times every flip is as far; a rank test of equal samples has p = 1, too.
  expect(await names(one, one)).toEqual([true, [1, 1], [1, 1]]);
  expect(await names(one, side(2000, undefined, [cold, warm]))).toEqual([
    false,
    [1, expect.closeTo(2 / 12870, 12)],
    [1, expect.closeTo(2 / 12870, 12)],
  ]);
});

describe('of one run only the rounds count that both cells have', () => {
  const one = side(1000);
  const withRounds = (rounds: (round: number) => boolean): RunSide => ({
    ...one,
    run: { ...one.run, builds: one.run.builds.filter(({ round }) => rounds(round)) },
  });

  test('and where that makes it another median, how many', async () => {
    const { rows } = await compare(
      one,
      withRounds((round) => round <= 6),
    );
    // 1001 to 1006 of each; A alone would have 1004.5.
    expect(rows[0]?.time).toMatchObject({
      samples: 6,
      baselineSamples: 6,
      ratio: 1,
      baselineMedianMs: 1003.5,
    });
    expect(rows[0]?.commonRounds).toBe(6);
  });

  test('none, if they have no round in common', async () => {
    const { rows } = await compare(
      withRounds((round) => round > 4),
      withRounds((round) => round <= 4),
    );
    expect(rows[0]).toMatchObject({ commonRounds: 0, time: { verdict: { kind: 'none' } } });
  });

  test('nothing is said where the median stays what it was, or of two runs', async () => {
    const middle = withRounds((round) => round > 1 && round < 8);
    expect((await compare(one, middle)).rows[0]).not.toHaveProperty('commonRounds');
    expect((await compare(one, one)).rows[0]).not.toHaveProperty('commonRounds');
    const few = withRounds((round) => round < 5);
    const other = { ...few, run: { ...few.run, manifest: { ...few.run.manifest, runId: 'other' } } };
    const { rows } = await compare(one, other);
    expect(rows[0]?.time).toMatchObject({ samples: 4, baselineSamples: 8 });
    expect(rows[0]).not.toHaveProperty('commonRounds');
  });
});
