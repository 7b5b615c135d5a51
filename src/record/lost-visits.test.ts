import { expect, test } from 'vitest';
import { lostVisits } from './lost-visits.ts';
import { buildRow } from './rows.fixture.ts';

const row = (round: number, state: 'built' | 'disturbed' | 'aborted', changes = {}) =>
  buildRow({ round, state, ...changes });

test('a visit is lost if its last try was disturbed; one that was interrupted is no try', () => {
  const builds = [
    ...[row(1, 'disturbed'), row(2, 'disturbed'), row(3, 'built'), row(4, 'disturbed')],
    ...[row(1, 'built'), row(2, 'disturbed'), row(4, 'aborted')],
  ];
  expect(lostVisits(builds).map(({ round }) => round)).toEqual([2, 4]);
});

test('of several builds one is enough, and none of the control and of primes', () => {
  const builds = [
    ...[row(1, 'disturbed', { repeat: 1 }), row(1, 'disturbed', { repeat: 2 })],
    ...[row(1, 'disturbed', { phase: 'control' }), row(2, 'disturbed', { phase: 'prime' })],
  ];
  expect(lostVisits(builds)).toHaveLength(1);
});
