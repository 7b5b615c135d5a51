import { describe, expect, test } from 'vitest';
import * as made from './hand-made-tar.fixture.ts';
import { readEntries } from './read-entries.fixture.ts';

/** One of everything; each member is what belongs together. */
const members = [
  made.rawEntry({ name: 'empty' }),
  made.rawEntry({ name: 'one byte', content: '1' }),
  made.rawEntry({ name: 'a block', content: 'b'.repeat(512) }),
  made.rawEntry({ name: 'folder/', type: '5' }),
  Buffer.concat([
    made.gnuLong('K', 'k'.repeat(700)),
    made.gnuLong('L', 'l'.repeat(600)),
    made.rawEntry({ name: 's', type: '1' }),
  ]),
  Buffer.concat([
    made.paxHeader({ path: 'p'.repeat(511), mtime: '1.25' }),
    made.rawEntry({ name: 's', content: 'c'.repeat(1500) }),
  ]),
  made.oldSparse(
    'sparse',
    1_000_000,
    Array.from({ length: 30 }, (_, index) => [index * 100, `${index}`] as const),
  ),
  made.newSparse('sparser', 2_000_000, [
    [0, 'x'.repeat(600)],
    [100_000, 'y'],
  ]),
  made.rawEntry({ name: 'last', content: 'the end' }),
];
const tar = made.tarOf(...members);

/** Where it may end without being torn. */
const borders = members.reduce<number[]>((all, member) => [...all, (all.at(-1) ?? 0) + member.length], [0]);

describe('however its bytes arrive, the same is read', () => {
  const whole = readEntries(tar);

  test('all of it at once', () => {
    expect(whole.map(({ name, size, content }) => [name.slice(0, 8), size, content.length])).toEqual([
      ['empty', 0, 0],
      ['one byte', 1, 1],
      ['a block', 512, 512],
      ['folder/', 0, 0],
      ['l'.repeat(8), 0, 0],
      ['p'.repeat(8), 1500, 1500],
      ['sparse', 1_000_000, 50], // 10 parts of one digit, 20 of two
      ['sparser', 2_000_000, 512 + 601],
      ['last', 7, 7],
    ]);
    expect(whole.every(({ ended }) => ended)).toBe(true);
  });

  test.each([
    [[1]],
    [[2]],
    [[3]],
    [[7]],
    [[100]],
    [[511]],
    [[512]],
    [[513]],
    [[1024]],
    [[1, 511]],
    [[511, 1]],
    [[1, 2, 700, 5, 511, 512, 3]],
    [[512, 1, 4096]],
  ])('in pieces of %j bytes', (lengths) => {
    expect(readEntries(tar, lengths)).toEqual(whole);
  });
});

test('wherever it is torn, but between two entries, that is noticed', () => {
  const end = borders.at(-1) ?? 0;
  for (let length = 0; length < end + 512; length += length % 16 === 0 ? 1 : 15) {
    const read = () => readEntries(tar.subarray(0, length), [300]);
    if (borders.includes(length)) expect(read).not.toThrow();
    else expect(read, `${length} bytes`).toThrow('ends in the middle of an entry');
  }
  expect(readEntries(tar.subarray(0, end + 512))).toHaveLength(members.length);
});
