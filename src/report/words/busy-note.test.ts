import { expect, test } from 'vitest';
import { busyNote } from './busy-note.ts';

test('a machine whose load is above half its cores is busy; the figures are named', () => {
  expect(busyNote(3.21, 2)).toBe(
    'this machine is busy (load 3.2 on 2 cores): times will be noisy; stop other programs first, or wait until they end',
  );
});

test.each([
  ['is quiet', 0.4, 2],
  ['has a load of just half its cores', 4, 8],
  ['knows no load average', 0, 8],
])('nothing is said of one that %s', (_, load, cores) => {
  expect(busyNote(load, cores)).toBeUndefined();
});

test('one core is one core', () => {
  expect(busyNote(0.6, 1)).toContain('(load 0.6 on 1 core)');
});
