import { describe, expect, test } from 'vitest';
import {
  middleSparse,
  newSparse,
  oldSparse,
  paxHeader,
  paxRecord,
  rawEntry,
  tarOf,
  type Part,
} from './hand-made-tar.fixture.ts';
import { TarReader } from './tar-reader.ts';
import { WithHoles } from './with-holes.ts';

/** The content of the only file of a tar, which arrives in pieces of so many bytes. */
async function contentOf(tar: Buffer, length = tar.length): Promise<string> {
  const waits: Promise<unknown>[] = [];
  const got: Buffer[] = [];
  let ended = false;
  const target = {
    write: (piece: Buffer) => got.push(Buffer.from(piece)),
    end: () => {
      ended = true;
    },
  };
  const turns = { wait: (work: Promise<unknown>) => waits.push(work), turn: () => Promise.resolve() };
  const reader = new TarReader((entry) => new WithHoles(entry, target, turns), { sparse: true });
  for (let at = 0; at < tar.length; at += length) {
    reader.write(tar.subarray(at, at + length));
    await Promise.all(waits.splice(0));
  }
  reader.end();
  expect(ended).toBe(true);
  return Buffer.concat(got).toString('latin1');
}

const hole = (bytes: number) => '\0'.repeat(bytes);

/** PAX 0.0: a record comes again for every part. */
function oldestSparse(name: string, realSize: number, parts: readonly Part[]): Buffer {
  const again = parts.flatMap(([offset, text]) => [
    paxRecord('GNU.sparse.offset', String(offset)),
    paxRecord('GNU.sparse.numbytes', String(text.length)),
  ]);
  const content = [paxRecord('GNU.sparse.size', String(realSize)), ...again].join('');
  return Buffer.concat([
    rawEntry({ name: 'PaxHeaders/x', type: 'x', content }),
    rawEntry({ name, content: parts.map(([, text]) => text).join('') }),
  ]);
}

const formats = [
  ['old GNU', oldSparse],
  ['PAX 0.0', oldestSparse],
  ['PAX 0.1', middleSparse],
  ['PAX 1.0', newSparse],
] as const;

describe.each(formats)('a sparse file in format %s is whole again', (_, made) => {
  test.each<[string, string, readonly Part[]]>([
    [
      'with holes',
      `${hole(700)}one${hole(297)}two${hole(3)}`,
      [
        [700, 'one'],
        [1000, 'two'],
        [1006, ''],
      ],
    ],
    [
      'without a hole',
      'onetwo',
      [
        [0, 'one'],
        [3, 'two'],
      ],
    ],
    ['that is one hole', hole(2000), [[2000, '']]],
    ['that is empty', '', []],
    [
      'of many parts',
      Array.from({ length: 200 }, (_part, index) => `${hole(9)}${index % 10}`).join(''),
      Array.from({ length: 200 }, (_part, index): Part => [index * 10 + 9, String(index % 10)]),
    ],
  ])('%s', async (_name, whole, parts) => {
    const tar = tarOf(made('big', whole.length, parts));
    for (const length of [1, 100, 512, tar.length]) expect(await contentOf(tar, length)).toBe(whole);
  });
});

describe('what its map does not fit is refused', () => {
  test.each<[string, Buffer]>([
    [
      'parts in no order',
      middleSparse('a', 100, [
        [50, 'b'],
        [0, 'a'],
      ]),
    ],
    ['parts beyond its end', middleSparse('a', 2, [[0, 'abc']])],
    [
      'more than its parts have',
      Buffer.concat([
        paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.map': '0,1' }),
        rawEntry({ name: 'a', content: 'more' }),
      ]),
    ],
    [
      'less than its parts have',
      Buffer.concat([
        paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.map': '0,5' }),
        rawEntry({ name: 'a', content: 'less' }),
      ]),
    ],
    [
      'a number that is none',
      Buffer.concat([
        paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.map': '0,x' }),
        rawEntry({ name: 'a', content: 'x' }),
      ]),
    ],
    [
      'a map that is none',
      Buffer.concat([
        paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '9' }),
        rawEntry({ name: 'a', content: 'x'.repeat(512) }),
      ]),
    ],
    [
      'a map without an end',
      Buffer.concat([
        paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '9' }),
        rawEntry({ name: 'a', content: '2\n'.padEnd(1024, '1') }),
      ]),
    ],
  ])('%s', async (_, entries) => {
    await expect(contentOf(tarOf(entries))).rejects.toThrow('a sparse file with a damaged map');
  });

  test('a file of more than a terabyte', async () => {
    await expect(contentOf(tarOf(middleSparse('a', 2 ** 41, [])))).rejects.toThrow('too large');
  });
});
