import { expect, test } from 'vitest';
import { isPushed, isPushedBy, pushedName, refOn } from './pushed-name.ts';

const runId = '20260203T040506789Z-1a2b';

test('what was pushed is known by its name, on every port', () => {
  const ref = refOn('127.0.0.1:40123', pushedName(runId, 'image'));
  expect(ref).toBe('127.0.0.1:40123/stagebench-transfer/20260203t040506789z-1a2b/image:measured');
  expect([ref, ref.replace('40123', '5000')].map(isPushed)).toEqual([true, true]);
});

test.each([
  ['of this run', refOn('127.0.0.1:40123', pushedName(runId, 'base')), true],
  ['of a run whose id begins alike', refOn('127.0.0.1:40123', pushedName(`${runId}c`, 'base')), false],
  ['of an earlier version, which named no run', '127.0.0.1:40123/stagebench-transfer/base:measured', false],
  ['of nobody here', `theirs/${pushedName(runId, 'base')}:measured`, false],
])('a tag %s: %s', (_, ref, own) => {
  expect(isPushedBy(runId, ref)).toBe(own);
});

test.each([
  'stagebench-transfer/image:measured',
  'localhost:5000/stagebench-transfer/image:measured',
  'registry.example:5000/stagebench-transfer/image:measured',
  'registry.example/127.0.0.1:5000/stagebench-transfer/image:measured',
  '127.0.0.1/stagebench-transfer/image:measured',
  '127.0.0.1:5000/stagebench-transfers/image:measured',
  '127.0.0.1:5000/theirs/stagebench-transfer/image:measured',
  '127x0y0z1:5000/stagebench-transfer/image:measured',
  '127.0.0.1:5000/image:measured',
])('%s is not ours', (ref) => {
  expect(isPushed(ref)).toBe(false);
});
