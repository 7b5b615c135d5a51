import { describe, expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { goodSamples } from './good-samples.ts';

const cell = { app: 'go', strategy: 'slim', scenario: 'cold' };

test.each<[string, Partial<BuildRow>, number[]]>([
  ['a built sample counts', {}, [1500]],
  ['an invalid one does not', { state: 'invalid' }, []],
  ['nor one that failed', { state: 'failed', wall_ms: undefined }, []],
  ['nor a prime', { phase: 'prime' }, []],
  ['nor the control', { phase: 'control' }, []],
  ['nor one of another cell', { scenario: 'warm' }, []],
])('%s', (_, changes, times) => {
  expect(goodSamples([build(changes)], [image()])(cell).map(({ wallMs }) => wallMs)).toEqual(times);
});

test.each([
  ['does not work', [image({ state: 'unhealthy', healthy: false })]],
  ['was never looked at', []],
])('no sample counts of a variant whose image %s', (_, images) => {
  expect(goodSamples([build()], images)(cell)).toEqual([]);
});

test('samples of an image that works but could not be read count: only its sizes are lacking', () => {
  expect(goodSamples([build()], [image({ state: 'unread', size_bytes: undefined })])(cell)).toHaveLength(1);
});

test('samples of an image that nobody could start count', () => {
  expect(goodSamples([build()], [image({ healthy: undefined })])(cell)).toHaveLength(1);
});

describe('a sample of a visit of several builds', () => {
  const warm = { ...cell, scenario: 'warm' };
  const visit = (...changes: Partial<BuildRow>[]) =>
    changes.map((change, index) => build({ scenario: 'warm', repeat: index + 1, ...change }));
  const times = (rows: BuildRow[]) => goodSamples(rows, [image()])(warm).map(({ wallMs }) => wallMs);

  test('is the median of its builds', () => {
    const rows = visit(
      { wall_ms: 160 },
      { wall_ms: 900 },
      { wall_ms: 150 },
      { wall_ms: 170 },
      { wall_ms: 155 },
    );
    expect(times(rows)).toEqual([160]);
    expect(goodSamples(rows, [image()])(warm)[0]?.rows).toEqual(rows);
  });

  test('is one for each round', () => {
    const rows = [1, 2, 3].flatMap((round) =>
      visit(
        { round, wall_ms: 100 * round },
        { round, wall_ms: 110 * round },
        { round, wall_ms: 150 * round },
      ),
    );
    expect(goodSamples(rows, [image()])(warm).map(({ round, wallMs }) => [round, wallMs])).toEqual([
      [1, 110],
      [2, 220],
      [3, 330],
    ]);
  });

  test.each<[string, Partial<BuildRow>]>([
    ['was not as demanded', { state: 'invalid' }],
    ['failed', { state: 'failed', wall_ms: undefined }],
    ['was interrupted', { state: 'aborted' }],
  ])('does not count if one of them %s', (_, bad) => {
    expect(times(visit({}, {}, bad, {}, {}))).toEqual([]);
  });
});
