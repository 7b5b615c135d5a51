import { describe, expect, test } from 'vitest';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { buildsOfSamples, visitRows } from './visit-rows.ts';

/** The builds of a warm visit, which took so many ms each. */
const warm = (times: readonly number[], changes: Partial<BuildRow> = {}): BuildRow[] =>
  times.map((wall_ms, index) =>
    buildRow({ scenario: 'warm', sequence: index + 1, repeat: index + 1, wall_ms, beside_ms: 2, ...changes }),
  );
const shown = (rows: readonly BuildRow[]) =>
  visitRows(rows).map(({ round, wall_ms, beside_ms, builds }) => ({ round, wall_ms, beside_ms, builds }));

describe('the builds of a visit', () => {
  test('are one row, whose time is their median and whose time with that beside it is all that they took', () => {
    // 160 + 150 + 400 + 170 + 155 and 5 × 2 are 1045; without the median of 160 they are 885.
    expect(shown(warm([160, 150, 400, 170, 155]))).toEqual([
      { round: 1, wall_ms: 160, beside_ms: 885, builds: 5 },
    ]);
  });

  test('of two rounds are two visits', () => {
    const rows = [...warm([10, 20, 30]), ...warm([20, 30, 40], { round: 2 })];
    expect(shown(rows).map(({ round, wall_ms }) => [round, wall_ms])).toEqual([
      [1, 20],
      [2, 30],
    ]);
  });

  test('that were made after another session had begun with them are of the same visit', () => {
    const [first, second, third, fourth] = warm([10, 20, 30, 40]);
    const prime = buildRow({ phase: 'prime', scenario: 'warm', wall_ms: 999 });
    const rows = [first, second, prime, third, fourth].filter((row) => row !== undefined);
    expect(shown(rows).map(({ wall_ms, builds }) => [wall_ms, builds])).toEqual([
      [25, 4],
      [999, 1],
    ]);
  });

  test('of a visit that was broken off are not of the one that was made in its place', () => {
    const broken = warm([10, 20, 30], { state: 'aborted' });
    expect(visitRows([...broken, ...warm([11, 21])]).map(({ state, builds }) => [state, builds])).toEqual([
      ['aborted', 3],
      ['built', 2],
    ]);
  });

  test('that do not count have the reason of the last one, which says why', () => {
    const [first, second] = warm([10, 20], { state: 'invalid' });
    const rows = [
      { ...first, reason: 'build 2 of the visit: a step ran' },
      { ...second, reason: 'a step ran' },
    ] as BuildRow[];
    expect(visitRows(rows)).toMatchObject([{ state: 'invalid', reason: 'a step ran', sequence: 1 }]);
  });

  test('of which none has a time have none together', () => {
    expect(shown(warm([1, 2], { state: 'failed', wall_ms: undefined, beside_ms: undefined }))).toMatchObject([
      { wall_ms: undefined, builds: 2 },
    ]);
  });
});

test.each<[string, BuildRow[]]>([
  ['a run of before schema 5', [1, 2].map((round) => buildRow({ round }))],
  ['primes', [1, 1].map((round) => buildRow({ phase: 'prime', round }))],
  ['the control', [1, 2].map((repeat) => buildRow({ app: 'control', phase: 'control', repeat }))],
])('of %s each build is a visit', (_, rows) => {
  expect(visitRows(rows)).toEqual(rows.map((row) => ({ ...row, builds: 1 })));
});

test('which samples are medians of several builds, by scenario', () => {
  const rows = [...warm([1, 2, 3]), ...warm([1, 2, 3, 4, 5], { round: 2 }), buildRow()];
  const control = buildRow({ app: 'control', phase: 'control', repeat: 3 });
  expect([...buildsOfSamples([...rows, control])]).toEqual([['warm', 5]]);
});
