import { expect, test } from 'vitest';
import { control } from '../domain/plan.ts';
import { buildRow } from '../record/rows.fixture.ts';
import { controlNotes } from './control-notes.ts';

const controls = (...times: number[]) =>
  times.map((wall_ms, index) => buildRow({ ...control, phase: 'control', round: index + 1, wall_ms }));

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
