import { describe, expect, test } from 'vitest';
import { startFacts, stopManner, type MeasuredStart } from './start-facts.ts';

const start = (changes: Partial<MeasuredStart> = {}): MeasuredStart => ({
  ...{ startMs: 40, idleMemoryBytes: 3000, stop: { ms: 20, manner: 'graceful' } },
  ...changes,
});

test('of several starts each fact is the median, which one slow start does not move', () => {
  const starts = [
    start({ startMs: 900, idleMemoryBytes: 9000, stop: { ms: 25, manner: 'graceful' } }),
    start({ startMs: 41, idleMemoryBytes: 3001, stop: { ms: 500, manner: 'graceful' } }),
    start({ startMs: 43, idleMemoryBytes: 3000, stop: { ms: 21, manner: 'graceful' } }),
  ];
  expect(startFacts(starts)).toEqual({ startMs: 43, idleMemoryBytes: 3001, stopMs: 25, stop: 'graceful' });
});

describe('idle memory', () => {
  test('is whole bytes, though between two', () => {
    expect(startFacts([start(), start({ idleMemoryBytes: 3001 })]).idleMemoryBytes).toBe(3001);
  });

  test('is of those starts of which the engine could say it', () => {
    expect(startFacts([start({ idleMemoryBytes: undefined }), start()]).idleMemoryBytes).toBe(3000);
  });

  test('is unknown, not 0, if it never could', () => {
    expect(startFacts([start({ idleMemoryBytes: undefined })]).idleMemoryBytes).toBeUndefined();
  });
});

describe('the stop', () => {
  const stops = (...list: MeasuredStart['stop'][]) => {
    const { stop, stopMs } = startFacts(list.map((one) => start({ stop: one })));
    return `${stop} ${stopMs}`;
  };
  const graceful = (ms: number) => ({ ms, manner: 'graceful' }) as const;

  test('is abrupt if any was, and takes as long as usual', () => {
    expect(stops(graceful(20), { ms: 2, manner: 'abrupt' }, graceful(22))).toBe('abrupt 20');
  });

  test('is killed if any was, and takes as long as the kill', () => {
    const killed = { ms: 10_050, manner: 'killed' } as const;
    expect(stops(graceful(20), { ms: 2, manner: 'abrupt' }, killed, undefined, undefined)).toBe(
      'killed 10050',
    );
  });
});

test.each([
  [0, 'graceful'],
  [143, 'graceful'],
  [1, 'abrupt'],
  [2, 'abrupt'],
  [139, 'abrupt'],
  [undefined, 'abrupt'],
  [137, 'killed'],
])('exit code %s after the signal to stop is %s', (exitCode, manner) => {
  expect(stopManner(exitCode)).toBe(manner);
});
