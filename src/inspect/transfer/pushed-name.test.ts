import { expect, test } from 'vitest';
import { isPushed, pushedName, refOn } from './pushed-name.ts';

test('what was pushed is known by its name, on every port', () => {
  const ref = refOn('127.0.0.1:40123', pushedName('image'));
  expect(ref).toBe('127.0.0.1:40123/stagebench-transfer/image:measured');
  expect([ref, ref.replace('40123', '5000')].map(isPushed)).toEqual([true, true]);
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
