import { describe, expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { controlNotes } from './control-notes.ts';

/** The control's build in a round. */
const inRound = (round: number, changes: Partial<BuildRow> = {}) =>
  buildRow({ ...control, phase: 'control', round, ...changes });
const controls = (...times: number[]) => times.map((wall_ms, index) => inRound(index + 1, { wall_ms }));

test('a control that took more than one and a half times as long in some round tells of a machine that was not steady', () => {
  expect(controlNotes(controls(2330, 2400, 5607))).toEqual([
    'the machine was not steady: the control took 2.33 s in round 1 and 5.61 s in round 3, 2.4 times as long; ' +
      'differences are harder to show',
  ]);
});

test.each([
  ['one that took as long in all', controls(2000, 2100, 2200)],
  ['one at the limit', controls(2000, 3000)],
  ['one that was built once', controls(2000)],
  ['cells that differ', [buildRow({ wall_ms: 1 }), buildRow({ wall_ms: 1000, round: 2 })]],
])('%s tells nothing', (_, builds) => {
  expect(controlNotes(builds)).toEqual([]);
});

describe('where the control gave no time, its rounds and the reason are told', () => {
  const failed = {
    state: 'failed',
    wall_ms: undefined,
    reason: 'step a failed. Last log lines:\nx\ny',
  } as const;
  const invalid = { state: 'invalid', reason: 'step a came from the cache' } as const;

  test.each<[string, BuildRow[], string[]]>([
    [
      'in some rounds',
      [1, 2, 3].map((round) => inRound(round, round > 1 ? failed : {})),
      ['the control failed in rounds 2, 3, so there is no ÷ control there: step a failed. Last log line: y'],
    ],
    [
      'in every round',
      [1, 2].map((round) => inRound(round, failed)),
      ['the control failed in every round, so there is no ÷ control there: step a failed. Last log line: y'],
    ],
    [
      'for two reasons',
      [inRound(1, invalid), inRound(2, failed), inRound(3)],
      [
        'the control was left out in round 1, so there is no ÷ control there: step a came from the cache',
        'the control failed in round 2, so there is no ÷ control there: step a failed. Last log line: y',
      ],
    ],
    ['not of one that was cut off with its run', [inRound(1), inRound(2, { state: 'aborted' })], []],
    ['not of a cell that failed', [inRound(1), buildRow(failed)], []],
  ])('%s', (_, builds, notes) => {
    expect(controlNotes(builds)).toEqual(notes);
  });
});
