import { describe, expect, test } from 'vitest';
import { elfHead } from './elf-head.fixture.ts';
import { mostHeadBytes, writableSegments } from './writable-segments.ts';

const [readable, writable, executable] = [4, 2, 1];

describe.each([
  [64, 'little'],
  [64, 'big'],
  [32, 'little'],
  [32, 'big'],
] as const)('of a program of %i bits, lowest byte first or last: %s', (bits, order) => {
  const head = elfHead({ bits, order }, [
    { type: 6, flags: readable, offset: 64, size: 100 },
    { type: 1, flags: readable | executable, offset: 0, size: 5000 },
    { type: 1, flags: readable | writable, offset: 9000, size: 800 },
    { type: 1, flags: readable, offset: 5000, size: 3000 },
    { type: 1, flags: readable | writable, offset: 8000, size: 500 },
    { type: 0x6474e551, flags: readable | writable, offset: 0, size: 0 },
  ]);

  test('they are those that are loaded and writable, in the order of the file', () => {
    expect(writableSegments(head)).toEqual([
      { from: 8000, to: 8500 },
      { from: 9000, to: 9800 },
    ]);
  });

  test('they are not known before all headers are there', () => {
    expect(writableSegments(head.subarray(0, -1))).toBe('incomplete');
  });
});

const plain = { bits: 64, order: 'little' } as const;

test('what lies in two of them is told once', () => {
  const head = elfHead(plain, [
    { type: 1, flags: writable, offset: 100, size: 50 },
    { type: 1, flags: writable, offset: 0, size: 1000 },
    { type: 1, flags: writable, offset: 900, size: 200 },
  ]);
  const bytes = (writableSegments(head) as { from: number; to: number }[]).map(({ from, to }) =>
    Math.max(0, to - from),
  );
  expect(bytes.reduce((sum, count) => sum + count)).toBe(1100);
});

test('an object that is only linked later has none', () => {
  expect(writableSegments(elfHead(plain, []))).toEqual([]);
});

test.each([
  ['which are of another size', elfHead(plain, [], { headerBytes: 60, count: 3 })],
  ['which lie too far behind', elfHead(plain, [], { first: mostHeadBytes, count: 1 })],
  ['of no known width', Buffer.alloc(64, 9)],
])('headers %s are not read', (_, head) => {
  expect(writableSegments(head)).toBeUndefined();
});
