import { describe, expect, test } from 'vitest';
import * as made from './hand-made-tar.fixture.ts';
import { gnuLong, paxHeader, rawEntry, tarEnd, tarOf, utf8 } from './hand-made-tar.fixture.ts';
import { readEntries } from './read-entries.fixture.ts';

const file = (name: string, content = '') => rawEntry({ name, content });
const only = (...parts: Buffer[]) => {
  const entries = readEntries(tarOf(...parts));
  expect(entries).toHaveLength(1);
  return entries[0];
};

describe('content', () => {
  test.each([0, 1, 511, 512, 513, 1024, 70_000])('of %i bytes is handed on, and its end told', (bytes) => {
    const content = 'abcdefg'.repeat(10_001).slice(0, bytes);
    const entries = readEntries(tarOf(file('a', content), file('b', 'next')));
    expect(entries).toMatchObject([
      { name: 'a', size: bytes, content, ended: true },
      { name: 'b', size: 4, content: 'next', ended: true },
    ]);
  });

  test.each(['1', '2', '3', '4', '5', '6'])(
    'is not there for type %s, whatever size its header tells',
    (type) => {
      const entries = readEntries(
        tarOf(rawEntry({ name: 'a', type, linkName: 'b', size: 5000 }), file('b', 'x')),
      );
      expect(entries).toMatchObject([
        { name: 'a', typeFlag: type, size: 0, content: '' },
        { name: 'b', content: 'x' },
      ]);
    },
  );

  test.each(['7', 'A', 'Z'])('of type %s, which few know, is that of a file', (type) => {
    expect(only(rawEntry({ name: 'a', type, content: 'text' }))).toMatchObject({
      ...{ typeFlag: type, size: 4, content: 'text' },
    });
  });

  test('is passed over where the name says that a file is a folder', () => {
    const entries = readEntries(tarOf(file('old/', 'what?'), file('b')));
    expect(entries).toMatchObject([
      { name: 'old/', typeFlag: '5', size: 0 },
      { name: 'b', typeFlag: '0' },
    ]);
  });
});

describe('a long name', () => {
  const name = `${'folder/'.repeat(60)}file`;

  test('in GNU format', () => {
    expect(only(gnuLong('L', name), rawEntry({ name: 'short', magic: made.gnuMagic }))?.name).toBe(name);
  });

  test('of a link in GNU format, beside that of its target', () => {
    const link = only(
      ...[gnuLong('K', `../${name}`), gnuLong('L', name)],
      rawEntry({ name: 'short', type: '2', linkName: 'short', magic: made.gnuMagic }),
    );
    expect(link).toMatchObject({ name, linkName: `../${name}` });
  });

  test('in PAX format', () => {
    const link = only(
      paxHeader({ path: name, linkpath: `/${name}` }),
      rawEntry({ name: 'short', type: '2', linkName: 'short' }),
    );
    expect(link).toMatchObject({ name, linkName: `/${name}` });
  });

  test('concerns one entry only', () => {
    const entries = readEntries(
      tarOf(...[gnuLong('L', 'x'), file('a'), paxHeader({ path: 'y' }), file('b'), file('c')]),
    );
    expect(entries.map((entry) => entry.name)).toEqual(['x', 'y', 'c']);
  });

  test.each([
    ['UTF-8', utf8('größe/猫')],
    ['bad UTF-8', 'gr\xf6\xdfe/\xff\xfe'],
  ])('keeps its bytes: %s', (_, bytes) => {
    expect(only(paxHeader({ path: bytes }), file('short'))?.name).toBe(bytes);
    expect(only(gnuLong('L', bytes), file('short'))?.name).toBe(bytes);
    expect(only(file(bytes))?.name).toBe(bytes);
  });
});

describe('PAX records', () => {
  test('say more exactly what the header says', () => {
    const records = {
      uid: '4000000',
      gid: '5000000',
      mtime: '-1.5',
      'SCHILY.xattr.security.capability': '\x01\0\x02',
    };
    const entry = only(paxHeader(records), rawEntry({ name: 'a', uid: 1, gid: 2, mtime: 3, content: 'x' }));
    expect(entry).toMatchObject({ uid: 4_000_000, gid: 5_000_000, mtime: -1.5, content: 'x' });
    expect(Object.fromEntries(entry?.records ?? [])).toEqual(records);
  });

  test('can say how long the content is', () => {
    const entries = readEntries(
      tarOf(
        paxHeader({ size: '600' }),
        rawEntry({ name: 'a', size: 0, content: 'x'.repeat(600) }),
        file('b'),
      ),
    );
    expect(entries).toMatchObject([{ size: 600, content: 'x'.repeat(600) }, { name: 'b' }]);
  });

  test('of a global header hold for all that follow, until one says otherwise', () => {
    const entries = readEntries(
      tarOf(
        ...[file('a'), paxHeader({ mtime: '7', comment: 'of git archive' }, 'g'), file('b')],
        ...[paxHeader({ mtime: '8' }), file('c'), file('d'), paxHeader({ mtime: '9' }, 'g'), file('e')],
      ),
    );
    expect(entries.map((entry) => [entry.name, entry.mtime])).toEqual([
      ...[
        ['a', 0],
        ['b', 7],
        ['c', 8],
        ['d', 7],
        ['e', 9],
      ],
    ]);
    expect([...(entries[4]?.records.keys() ?? [])]).toEqual(['mtime']);
  });

  test('of a global header that nobody knows are no burden to the thousands that follow', () => {
    const unknown = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, 'v']));
    const entries = readEntries(
      tarOf(paxHeader({ ...unknown, mtime: '7' }, 'g'), ...Array.from({ length: 5000 }, () => file('a'))),
    );
    expect(entries).toHaveLength(5000);
    expect(entries[4999]?.mtime).toBe(7);
  });

  test('without a value take back what was said before', () => {
    const entry = only(
      ...[paxHeader({ mtime: '7', path: 'x' }, 'g'), paxHeader({ mtime: '', path: '' })],
      rawEntry({ name: 'a', mtime: 3 }),
    );
    expect(entry).toMatchObject({ name: 'a', mtime: 3 });
    expect([...(entry?.records.keys() ?? [])]).toEqual([]);
  });

  test('may be none at all', () => {
    expect(only(paxHeader({}), file('a', 'x'))).toMatchObject({ name: 'a', content: 'x' });
  });
});

describe('a sparse file has its apparent size, and what is stored of it is passed over', () => {
  const parts = Array.from({ length: 30 }, (_, index) => [index * 1_000_000, `part ${index}.`] as const);
  const apparent = 5_000_000_000;

  test.each([
    ['old GNU, no part', made.oldSparse('big', apparent, [])],
    ['old GNU, map in the header', made.oldSparse('big', apparent, parts.slice(0, 4))],
    ['old GNU, map in one more block', made.oldSparse('big', apparent, parts.slice(0, 25))],
    ['old GNU, map in two more blocks', made.oldSparse('big', apparent, parts)],
    ['PAX 0.1', made.middleSparse('big', apparent, parts)],
    ['PAX 1.0', made.newSparse('big', apparent, parts)],
  ])('%s', (_, sparse) => {
    expect(readEntries(tarOf(sparse, file('after', 'x')))).toMatchObject([
      { name: 'big', size: apparent, sparse: true, ended: true },
      { name: 'after', size: 1, sparse: false, content: 'x' },
    ]);
  });

  test('PAX 0.0, where a record comes again for every part', () => {
    const again = (offset: number) =>
      made.paxRecord('GNU.sparse.offset', String(offset)) + made.paxRecord('GNU.sparse.numbytes', '3');
    const content = `${made.paxRecord('GNU.sparse.size', '9000')}${again(0)}${again(8000)}`;
    const header = rawEntry({ name: 'PaxHeaders/big', type: 'x', content });
    expect(only(header, file('big', 'onetwo'))).toMatchObject({ name: 'big', size: 9000, sparse: true });
  });
});

describe('the end', () => {
  test('is a block of zeros; what follows is not read', () => {
    expect(readEntries(Buffer.concat([file('a'), tarEnd, file('b'), Buffer.from('rubbish')]))).toHaveLength(
      1,
    );
  });

  // As Go's archive/tar takes it, by which engines read; GNU tar loses what follows, with a warning.
  test('is no lone block of zeros before another entry: none is lost without a word', () => {
    const zeros = Buffer.alloc(512);
    for (const rest of [file('b'), Buffer.from('rubbish'), Buffer.alloc(100)])
      expect(() => readEntries(Buffer.concat([file('a'), zeros, rest]))).toThrow(
        rest.length < 512 ? 'ends in the middle of an entry' : 'a lone block of zeros between its entries',
      );
    expect(readEntries(Buffer.concat([file('a'), zeros]))).toHaveLength(1);
  });

  test('may be that of the file', () => {
    expect(readEntries(file('a', 'x'))).toHaveLength(1);
    expect(readEntries(Buffer.alloc(0))).toEqual([]);
  });

  test.each([
    ['a PAX header', paxHeader({ path: 'x' })],
    ['a name in GNU format', gnuLong('L', 'x')],
    ['a target in GNU format', gnuLong('K', 'x')],
    ['the header of a file with content', made.rawHeader({ name: 'a', size: 1 })],
    [
      'content without what fills its block',
      Buffer.concat([made.rawHeader({ name: 'a', size: 1 }), Buffer.from('x')]),
    ],
    [
      'the header of a sparse file whose map goes on',
      made
        .oldSparse('a', 9, [
          [0, ''],
          [1, ''],
          [2, ''],
          [3, ''],
          [4, ''],
        ])
        .subarray(0, 512),
    ],
  ])('is torn right after %s', (_, tar) => {
    expect(() => readEntries(tar)).toThrow('ends in the middle of an entry');
  });
});

describe('what no tar says is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a negative size', { size: '-1' }, 'size is no size'],
    ['half a byte', { size: '0.5' }, 'size is no size'],
    ['a size beyond all numbers', { size: '1e400' }, 'size is no number'],
    ['a size beyond the exact numbers', { size: '9007199254740993' }, 'size is no size'],
    ['a size in words', { size: 'big' }, 'size is no number'],
    ['a time in words', { mtime: 'yesterday' }, 'mtime is no number'],
    ['a time of a thousand digits', { mtime: '7'.padStart(1000, '0') }, 'mtime is no number'],
    ['a negative sparse size', { 'GNU.sparse.size': '-5' }, 'GNU.sparse.size is no size'],
    [
      'a sparse size that is none',
      { 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '1.5' },
      'realsize is no size',
    ],
  ])('%s', (_, records, message) => {
    expect(() => readEntries(tarOf(paxHeader(records), file('a', 'x')))).toThrow(message);
  });

  test('an extended header of more than a megabyte, before any of it is read', () => {
    const header = made.rawHeader({ name: 'x', type: 'x', size: 1024 * 1024 + 1 });
    expect(() => readEntries(header)).toThrow('too large');
  });

  test('a name of just a megabyte is read', () => {
    const name = 'n'.repeat(1024 * 1024 - 1);
    expect(only(gnuLong('L', name), file('a'))?.name).toBe(name);
  });
});
