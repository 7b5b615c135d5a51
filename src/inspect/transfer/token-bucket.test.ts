import { expect, test } from 'vitest';
import { FakeClock } from '../../engine/fake/fake-clock.ts';
import { TokenBucket } from './token-bucket.ts';

/** 8000 bit/s: one byte a millisecond. */
function bucket() {
  const clock = new FakeClock();
  return { clock, bucket: new TokenBucket(8000, clock) };
}

test('whoever waits as told sends at the rate, from the first byte on', () => {
  const { clock, bucket: line } = bucket();
  for (let chunk = 0; chunk < 100; chunk += 1) clock.advance(line.take(50));
  expect(clock.monotonicMs()).toBe(5000);
});

test('those who share it share the rate: the second waits for the first', () => {
  const { bucket: line } = bucket();
  expect([line.take(1000), line.take(1000), line.take(1)]).toEqual([1000, 2000, 2001]);
});

test('a timer that rings late costs nothing: the next wait is shorter', () => {
  const { clock, bucket: line } = bucket();
  clock.advance(line.take(100) + 15);
  expect(line.take(100)).toBe(85);
});

test('an idle line gives credit for 20 ms and no more', () => {
  const { clock, bucket: line } = bucket();
  clock.advance(10_000);
  expect([line.take(20), line.take(100)]).toEqual([0, 100]);
});
