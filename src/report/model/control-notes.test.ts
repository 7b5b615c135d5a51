import { describe, expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { controlNotes } from './control-notes.ts';

/** The control's build in a round. */
const inRound = (round: number, changes: Partial<BuildRow> = {}) =>
  buildRow({ ...control, phase: 'control', round, ...changes });

test.each([
  ['a control that took longer in one round', [inRound(1), inRound(2, { wall_ms: 9000 })]],
  ['no control', [buildRow()]],
])('%s: nothing is said', (_, builds) => {
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
      ['the control failed in rounds 2, 3: step a failed. Last log line: y'],
    ],
    [
      'in every round',
      [1, 2].map((round) => inRound(round, failed)),
      ['the control failed in every round, so there is no ÷ control: step a failed. Last log line: y'],
    ],
    [
      'for two reasons',
      [inRound(1, invalid), inRound(2, failed), inRound(3)],
      [
        'the control was left out in round 1: step a came from the cache',
        'the control failed in round 2: step a failed. Last log line: y',
      ],
    ],
    ['not of one that was cut off with its run', [inRound(1), inRound(2, { state: 'aborted' })], []],
    ['not of a cell that failed', [inRound(1), buildRow(failed)], []],
  ])('%s', (_, builds, notes) => {
    expect(controlNotes(builds)).toEqual(notes);
  });
});
