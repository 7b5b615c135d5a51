import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilence } from './watch-silence.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Watches an engine whose pings end like this, one after the other; all later ones are answered. */
function watched(...outcomes: readonly ('answered' | 'refused')[]) {
  const left = [...outcomes];
  const ping = vi.fn(async () => {
    if (left.shift() === 'refused') throw new Error(`${left.length} left`);
  });
  const lost = vi.fn();
  return { ping, lost, watch: watchSilence({ silentMs: 100, ping, lost }) };
}

test('nobody is asked while there is something to hear, nor at the end', async () => {
  const { ping, watch } = watched();
  for (let heard = 0; heard < 5; heard += 1) {
    await vi.advanceTimersByTimeAsync(90);
    watch.heard();
  }
  watch.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ping).not.toHaveBeenCalled();
});

test('one that answers may be silent for ever', async () => {
  const { ping, lost } = watched();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ping).toHaveBeenCalledTimes(10);
  expect(lost).not.toHaveBeenCalled();
});

test('one ping that fails is a busy machine', async () => {
  const { lost } = watched('refused', 'answered', 'refused', 'answered');
  await vi.advanceTimersByTimeAsync(1000);
  expect(lost).not.toHaveBeenCalled();
});

test('so are two with a sign of life in between', async () => {
  const { lost, watch } = watched('refused', 'refused');
  await vi.advanceTimersByTimeAsync(150);
  watch.heard();
  await vi.advanceTimersByTimeAsync(1000);
  expect(lost).not.toHaveBeenCalled();
});

test('two in a row are an engine that is lost, which is told once', async () => {
  const { ping, lost } = watched('answered', 'refused', 'refused', 'refused');
  await vi.advanceTimersByTimeAsync(1000);
  expect(lost.mock.calls).toEqual([[expect.objectContaining({ message: '1 left' })]]);
  expect(ping).toHaveBeenCalledTimes(3);
});
