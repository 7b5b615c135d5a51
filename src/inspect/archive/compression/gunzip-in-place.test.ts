import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzipInPlace } from './gunzip-in-place.ts';

/** What comes out of these pieces; the memory of each is used again, as that of the output is. */
function gunzipped(...pieces: readonly Buffer[]): Buffer {
  const taken: Buffer[] = [];
  const gunzip = gunzipInPlace((piece) => taken.push(Buffer.from(piece)));
  for (const piece of pieces) {
    const lent = Buffer.from(piece);
    gunzip?.write(lent);
    lent.fill(0xff);
  }
  gunzip?.end();
  return Buffer.concat(taken);
}

const inPieces = (bytes: Buffer, length: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );

/** Bytes that hardly get smaller. */
const noise = Buffer.concat(
  Array.from({ length: 30_000 }, (_, index) => createHash('sha256').update(String(index)).digest()),
);

test('this Node has what it takes', () => {
  expect(gunzipInPlace(() => undefined)).toBeDefined();
});

describe('what was packed comes out', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('text')],
    ['more than the output holds at a time', noise],
    ['as much as it holds', noise.subarray(0, 1 << 18)],
    ['what becomes a thousand times as large', Buffer.alloc(5_000_000)],
  ])('%s', (_, content) => {
    for (const length of [1000, 1 << 16])
      expect(gunzipped(...inPieces(gzipSync(content), length)).equals(content)).toBe(true);
  });

  test('byte by byte', () => {
    expect(gunzipped(...inPieces(gzipSync('text'), 1)).toString()).toBe('text');
  });

  test('from several members (RFC 1952, section 2.2), wherever they are torn', () => {
    const packed = Buffer.concat([gzipSync('one '), gzipSync(''), gzipSync('two')]);
    for (let length = 1; length < packed.length; length += 1)
      expect(gunzipped(...inPieces(packed, length)).toString()).toBe('one two');
  });

  test('without the zeros that follow', () => {
    const packed = Buffer.concat([gzipSync('text'), Buffer.alloc(1024)]);
    expect(gunzipped(packed).toString()).toBe('text');
    expect(gunzipped(...inPieces(packed, 100)).toString()).toBe('text');
  });
});

describe('an error is thrown', () => {
  const packed = gzipSync(noise);
  const flipped = Buffer.from(packed);
  flipped.writeUInt8(flipped.readUInt8(packed.length - 6) ^ 1, packed.length - 6);
  test.each([
    ['if the end is missing', packed.subarray(0, -1), 'unexpected end of file'],
    ['if half is missing', packed.subarray(0, packed.length / 2), 'unexpected end of file'],
    ['if the checksum is another', flipped, 'incorrect data check'],
    ['if it is no gzip', Buffer.from('no gzip at all'), 'incorrect header check'],
  ])('%s', (_, damaged, message) => {
    expect(() => gunzipped(...inPieces(damaged, 1 << 16))).toThrow(message);
  });
});
