import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellIfSlow } from './tell-if-slow.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('who waits is told once for what, and nobody who does not', async () => {
  const told: string[] = [];
  const { promise, resolve } = Promise.withResolvers<number>();
  const done = tellIfSlow(
    'the engine at x',
    (text) => told.push(text),
    () => promise,
  );
  vi.advanceTimersByTime(2999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['Waiting for the engine at x']);
  resolve(1);
  expect(await done).toBe(1);
  await tellIfSlow(
    'another',
    (text) => told.push(text),
    () => Promise.resolve(),
  );
  await expect(
    tellIfSlow(
      'a third',
      (text) => told.push(text),
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(1);
});
