import { describe, expect, test } from 'vitest';
import { gnuMagic, rawHeader, withChecksum, type RawFields } from './hand-made-tar.fixture.ts';
import { parseTarHeader } from './tar-header.ts';

const parsed = (fields: Partial<RawFields>) => parseTarHeader(rawHeader({ name: 'a', ...fields }));

test('every field is where POSIX puts it', () => {
  expect(
    parsed({
      ...{ name: 'usr/bin/app', type: '2', mode: 0o4755, uid: 1000, gid: 50, mtime: 1_700_000_000 },
      ...{ size: 0o777, linkName: '../lib/app' },
    }),
  ).toEqual({
    ...{ name: 'usr/bin/app', typeFlag: '2', mode: 0o4755, uid: 1000, gid: 50, mtime: 1_700_000_000 },
    ...{ size: 511, linkName: '../lib/app', realSize: 0, extended: false },
  });
});

describe('a name', () => {
  test.each([
    ['fills its field to the last byte', { name: 'n'.repeat(100) }, 'n'.repeat(100)],
    ['has a prefix', { name: 'app', prefix: 'usr/bin' }, 'usr/bin/app'],
    [
      'and its prefix both fill their fields',
      { name: 'n'.repeat(100), prefix: 'p'.repeat(155) },
      `${'p'.repeat(155)}/${'n'.repeat(100)}`,
    ],
    ['has no prefix in GNU format, where other things stand there', { prefix: '7777', magic: gnuMagic }, 'a'],
    ['has no prefix before POSIX', { prefix: 'old', magic: '\0'.repeat(8) }, 'a'],
    [
      'is kept byte for byte, whether it is UTF-8 or not',
      { name: 'caf\xe9 \xff\xc3\xa9' },
      'caf\xe9 \xff\xc3\xa9',
    ],
  ])('%s', (_, fields, name) => {
    expect(parsed(fields)?.name).toBe(name);
  });

  test('of a link ends with its field', () => {
    expect(parsed({ type: '1', linkName: 'l'.repeat(100) })?.linkName).toBe('l'.repeat(100));
  });
});

describe('a number', () => {
  test.each<[string, Partial<RawFields>, object]>([
    ['of eleven octal digits', { size: 8 ** 11 - 1 }, { size: 8_589_934_591 }],
    ['in binary, as large files have it', { size: 8 ** 11, binary: ['size'] }, { size: 8_589_934_592 }],
    [
      'in binary, small',
      { uid: 5, gid: 2_000_000_000, binary: ['uid', 'gid'] },
      { uid: 5, gid: 2_000_000_000 },
    ],
    [
      'below zero, as times before 1970 have it',
      { mtime: -315_619_200, binary: ['mtime'] },
      { mtime: -315_619_200 },
    ],
    ['of minus one', { mtime: -1, binary: ['mtime'] }, { mtime: -1 }],
    ['with blanks around it', { more: { 100: '  755 \0\0' } }, { mode: 0o755 }],
    ['without an end', { more: { 100: '00000755' } }, { mode: 0o755 }],
    ['that is not there', { more: { 108: '\0'.repeat(8) } }, { uid: 0 }],
  ])('%s', (_, fields, found) => {
    expect(parsed(fields)).toMatchObject(found);
  });

  test.each<[string, Partial<RawFields>]>([
    ['with other digits', { more: { 100: '0000789\0' } }],
    ['with a sign', { more: { 124: '-0000000001\0' } }],
    ['of bytes that is negative', { size: -1, binary: ['size'] }],
    ['that no double holds', { more: { 124: `\x80${'\xff'.repeat(11)}` } }],
  ])('%s is refused', (_, fields) => {
    expect(() => parsed(fields)).toThrow('a tar header with a');
  });
});

describe('a type flag', () => {
  test('that is missing means a file', () => {
    expect(parsed({ type: '\0' })?.typeFlag).toBe('0');
  });

  test('of a sparse file comes with its real size, and whether its map goes on', () => {
    const sparse = { type: 'S', magic: gnuMagic, size: 512 };
    const ends = parsed({ ...sparse, more: { 483: '00000010000\0' } });
    expect(ends).toMatchObject({ typeFlag: 'S', size: 512, realSize: 4096, extended: false });
    expect(parsed({ ...sparse, more: { 482: '\x01', 483: '00000010000\0' } })?.extended).toBe(true);
  });

  test('of anything else has none, whatever stands there', () => {
    expect(parsed({ more: { 482: '\x01', 483: '00000010000\0' } })).toMatchObject({
      ...{ realSize: 0, extended: false },
    });
  });
});

describe('a block that is no header', () => {
  test('of zeros is the end', () => {
    expect(parseTarHeader(Buffer.alloc(512))).toBeUndefined();
  });

  test('of zeros but for its checksum is not the end', () => {
    const block = Buffer.alloc(512);
    block.write('0000123\0', 148);
    expect(() => parseTarHeader(block)).toThrow('wrong checksum');
  });

  test.each([0, 99, 124, 150, 156, 257, 400, 511])('with another bit at byte %i is refused', (at) => {
    const block = rawHeader({ name: 'n'.repeat(100), prefix: 'p'.repeat(155) });
    expect(parseTarHeader(block)).toBeDefined();
    block[at] = (block[at] ?? 0) ^ 1;
    expect(() => parseTarHeader(block)).toThrow('wrong checksum');
  });

  test('of text is refused', () => {
    expect(() => parseTarHeader(Buffer.from('x'.repeat(512)))).toThrow('a tar header');
  });
});

test('the checksum of the fixture is not the code under test', () => {
  // 0o644, three zeros of eleven digits …: added up by hand for a header of which only the name is set.
  const header = withChecksum(Buffer.concat([Buffer.from('A'), Buffer.alloc(511)]));
  expect(header.toString('latin1', 148, 156)).toBe('000501\0 '); // 65 + 8 x 32 = 321 = 0o501
  expect(parseTarHeader(header)?.name).toBe('A');
});
