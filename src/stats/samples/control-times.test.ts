import { expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { controlOfRun, controlTimes } from './control-times.ts';

/** A build of the control in a round. */
const inRound = (round: number, repeat: number, wall_ms: number, changes: Partial<BuildRow> = {}) =>
  buildRow({ ...control, phase: 'control', round, repeat, wall_ms, ...changes });

test('the control of a round is the median of its builds; the one of the run the median of its rounds', () => {
  const builds = [
    ...[inRound(1, 1, 1000), inRound(1, 2, 1900), inRound(1, 3, 1100)],
    ...[inRound(2, 1, 1300), inRound(2, 2, 1200), inRound(2, 3, 1250)],
    ...[inRound(3, 1, 5000), inRound(3, 2, 900), inRound(3, 3, 1600)],
  ];
  expect([...controlTimes(builds)]).toEqual([
    [1, 1100],
    [2, 1250],
    [3, 1600],
  ]);
  expect(controlOfRun(builds)).toBe(1250);
});

test('a build that failed, and one of a cell, do not count', () => {
  const builds = [
    ...[inRound(1, 1, 1000), buildRow({ wall_ms: 9000 })],
    buildRow({ ...control, phase: 'control', repeat: 2, state: 'failed', wall_ms: undefined }),
  ];
  expect([...controlTimes(builds)]).toEqual([[1, 1000]]);
});

test('a run of before has one build in a round', () => {
  const before = buildRow({ ...control, phase: 'control', wall_ms: 1000 });
  expect(before).not.toHaveProperty('repeat');
  expect(controlOfRun([before])).toBe(1000);
});

test.each([
  ['no control', []],
  ['one of no time', [inRound(1, 1, 0)]],
])('with %s there is none of the run', (_, builds) => {
  expect(controlOfRun(builds)).toBeUndefined();
});
