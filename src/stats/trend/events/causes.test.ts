import { expect, test } from 'vitest';
import type { Pins } from '../../../record/history/history.ts';
import { causesBetween, causesOfChange, isPinned } from './causes.ts';

const pins = (changes: Partial<Pins> = {}): Pins => ({
  ...{ definition: 'd1', base: 'b1', lockfile: 'l1', commit: 'c1', engine: '28', buildx: '0.25' },
  ...{ kernel: '6.12', cpu_model: 'A', image_store: 'graphdriver', cold_method: '' },
  ...changes,
});

const asPoint = (said: Pins) => ({ pins: said });

test('nothing differs: no cause, whatever the commit is', () => {
  expect(causesBetween(pins(), pins({ commit: 'c2' }))).toEqual([]);
});

test('what differs is named with both, the definition before the base before the builder before the machine', () => {
  const found = causesBetween(pins(), pins({ kernel: '6.13', base: 'b2', engine: '29', definition: 'd2' }));
  expect(found.map(({ column, before, after }) => `${column} ${before} ${after}`)).toEqual([
    'definition d1 d2',
    'base b1 b2',
    'engine 28 29',
    'kernel 6.12 6.13',
  ]);
  expect(found.map(isPinned)).toEqual([true, true, true, false]);
});

test('what a night does not say is no cause', () => {
  expect(causesBetween(pins({ base: '' }), pins())).toEqual([]);
  expect(causesOfChange([], [{ pins: pins() }])).toEqual([]);
});

test('one odd night on either side explains nothing', () => {
  const before = [pins(), pins(), pins({ cpu_model: 'B' }), pins(), pins()];
  const after = [pins({ base: 'b2' }), pins({ base: 'b2', cpu_model: 'B' }), pins({ base: 'b2' })];
  expect(causesOfChange(before.map(asPoint), after.map(asPoint)).map(({ column }) => column)).toEqual([
    'base',
  ]);
});
