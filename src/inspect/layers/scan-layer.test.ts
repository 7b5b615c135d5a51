import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { largestPackageFile } from '../surface/package-readers.ts';
import * as made from '../tar/hand-made-tar.fixture.ts';
import { paxHeader, rawEntry, tarOf } from '../tar/hand-made-tar.fixture.ts';
import type { LayerEntry } from './layer-entry.ts';
import { LayerScan } from './scan-layer.ts';

/** Scans a tar in pieces, each of which is overwritten afterwards. */
function scan(tar: Buffer, length = tar.length, digests = false): LayerEntry[] {
  const entries: LayerEntry[] = [];
  const layer = new LayerScan((entry) => entries.push(entry), digests);
  const room = Buffer.alloc(length);
  for (let at = 0; at < tar.length; at += length) {
    layer.write(room.subarray(0, tar.copy(room, 0, at)));
    room.fill(0xff);
  }
  layer.end();
  return entries;
}

const only = (...parts: Buffer[]) => {
  const entries = scan(tarOf(...parts));
  expect(entries).toHaveLength(1);
  return entries[0];
};
const plain = { mode: 0o644, uid: 0, gid: 0, mtime: 0, size: 0 };

describe('an entry is', () => {
  test.each([
    ['0', { type: 'file' }],
    ['\0', { type: 'file' }],
    ['7', { type: 'file' }],
    ['1', { type: 'link', target: 'to/it' }],
    ['2', { type: 'symlink', target: './to//it' }],
    ['3', { type: 'character' }],
    ['4', { type: 'block' }],
    ['5', { type: 'directory' }],
    ['6', { type: 'fifo' }],
  ])('of type %j: %j', (type, found) => {
    const linkName = ['1', '2'].includes(type) ? './to//it' : '';
    expect(only(rawEntry({ name: '/dev/../a', type, linkName }))).toEqual({ ...plain, path: 'a', ...found });
  });

  test.each(['V', 'M', 'N'])('none, of type %s, which is about the archive', (type) => {
    expect(scan(tarOf(rawEntry({ name: 'label', type, content: 'x' }), rawEntry({ name: 'a' })))).toEqual([
      { ...plain, path: 'a', type: 'file' },
    ]);
  });

  test('told with owner, time and all twelve bits of its mode', () => {
    const fields = { mode: 0o106755, uid: 7, gid: 8, mtime: 9 };
    expect(only(rawEntry({ name: 'a', ...fields, content: 'x' }))).toEqual({
      ...{ path: 'a', type: 'file', mode: 0o6755, uid: 7, gid: 8, mtime: 9, size: 1 },
    });
  });

  test('no larger for what the header of a hard link says', () => {
    expect(only(rawEntry({ name: 'a', type: '1', linkName: '/b', size: 5000 }))).toEqual({
      ...{ ...plain, path: 'a', type: 'link', target: 'b' },
    });
  });
});

test('file capabilities are noticed', () => {
  const capability = paxHeader({ 'SCHILY.xattr.security.capability': '\x01\0\0\x02\0\x04\0\0' });
  expect(only(capability, rawEntry({ name: 'ping' }))).toMatchObject({ capability: true });
  expect(only(paxHeader({ 'SCHILY.xattr.user.note': 'x' }), rawEntry({ name: 'ping' }))).not.toHaveProperty(
    'capability',
  );
});

describe('the first bytes say', () => {
  const elf = '\x7fELF\x02\x01\x01';
  test.each([
    ['an ELF file', elf, 'elf'],
    ['of four bytes', '\x7fELF', 'elf'],
    ['a time zone', 'TZif2\0\0', 'tzif'],
    ['nothing', '#!/bin/sh', undefined],
    ['nothing where they are too few', '\x7fEL', undefined],
    ['nothing where there are none', '', undefined],
    ['nothing where they come later', ` ${elf}`, undefined],
  ])('%s', (_, content, magic) => {
    const tar = tarOf(rawEntry({ name: 'a', content }));
    for (const length of [1, 2, 3, 5, 512, 513, tar.length]) expect(scan(tar, length)[0]?.magic).toBe(magic);
  });
});

describe('a file that declares packages', () => {
  const status =
    'Package: a\nStatus: install ok installed\nVersion: 1\n\nPackage: b\nStatus: install ok installed\n';
  const declared = { source: 'dpkg', packages: ['a 1', 'b'] };
  const dpkg = rawEntry({ name: './var/lib/dpkg/status', content: status.padEnd(1000, '\n') });

  test.each([1, 7, 511, 512, 600, 100_000])('is read in pieces of %i bytes', (length) => {
    expect(scan(tarOf(dpkg), length)[0]?.declares).toEqual(declared);
  });

  test('but is empty declares none: it is a database, and scanners know that', () => {
    expect(only(rawEntry({ name: 'var/lib/dpkg/status' }))?.declares).toEqual({
      source: 'dpkg',
      packages: [],
    });
  });

  test('but is no file is not read', () => {
    const link = { name: 'var/lib/dpkg/status', type: '2', linkName: 'elsewhere' };
    expect(only(rawEntry(link))).not.toHaveProperty('declares');
  });

  test('but is full of holes is not read', () => {
    expect(only(made.newSparse('var/lib/dpkg/status', 5000, [[0, status]]))).toEqual({
      ...{ ...plain, path: 'var/lib/dpkg/status', type: 'file', size: 5000 },
    });
  });

  test('but is longer than any database is not read', () => {
    const content = Buffer.alloc(largestPackageFile + 1, '\n');
    content.write(status);
    const entries = scan(tarOf(rawEntry({ name: 'var/lib/dpkg/status', content })), 1 << 16);
    expect(entries).toMatchObject([{ size: largestPackageFile + 1 }]);
    expect(entries[0]).not.toHaveProperty('declares');
  });

  test('does so for itself only', () => {
    const entries = scan(tarOf(dpkg, rawEntry({ name: 'etc/passwd', content: status })));
    expect(entries.map(({ declares }) => declares)).toEqual([declared, undefined]);
  });
});

describe('digests', () => {
  const content = 'to be hashed'.repeat(1000);
  const tar = tarOf(
    rawEntry({ name: 'a', content }),
    rawEntry({ name: 'empty' }),
    rawEntry({ name: 'd/', type: '5' }),
  );

  test.each([1, 1000, 100_000])('of every file, when asked for, read in pieces of %i bytes', (length) => {
    expect(scan(tar, length, true).map(({ digest }) => digest)).toEqual([
      createHash('sha256').update(content).digest('hex'),
      // sha256sum /dev/null
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      undefined,
    ]);
  });

  test('of none otherwise', () => {
    expect(scan(tar).some((entry) => 'digest' in entry)).toBe(false);
  });
});

describe('a layer is refused', () => {
  test.each([
    [
      'where it is torn',
      tarOf(rawEntry({ name: 'a', content: 'x'.repeat(2000) })).subarray(0, 1500),
      'middle of an entry',
    ],
    ['where it is no tar', Buffer.alloc(1024, 'no tar'), 'a tar header with'],
    [
      'for a name that no kernel takes',
      tarOf(made.gnuLong('L', 'a/'.repeat(2049)), rawEntry({ name: 'a' })),
      'more than 4096 bytes',
    ],
    [
      'for a target that no kernel takes',
      tarOf(paxHeader({ linkpath: 'a'.repeat(4097) }), rawEntry({ name: 'a', type: '2' })),
      'more than 4096 bytes',
    ],
  ])('%s', (_, tar, message) => {
    expect(() => scan(tar)).toThrow(message);
  });

  test('but not for the longest name there is', () => {
    expect(only(made.gnuLong('L', 'a'.repeat(4096)), rawEntry({ name: 'a' }))?.path).toHaveLength(4096);
  });
});
