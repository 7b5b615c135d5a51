import { describe, expect, test } from 'vitest';
import { elfHead } from './elf-head.fixture.ts';
import { GoBuildInfoSearch } from './go-build-info.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Searches a file that arrives in these pieces. */
function search(...pieces: readonly Buffer[]) {
  const found = new GoBuildInfoSearch();
  for (const piece of pieces) found.write(piece);
  return found.end();
}

/** A string as the linker writes it: its length in groups of seven bits, then itself. */
function inline(bytes: Buffer): Buffer {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...length, rest]), bytes]);
}

// https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go: infoStart and infoEnd.
const infoStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const infoEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');
const marked = (info: string): Buffer => Buffer.concat([infoStart, Buffer.from(info), infoEnd]);

const magic = latin1('\xff Go buildinf:');
const header = (pointerBytes = 8, flags = 2, pointers = 0): Buffer =>
  Buffer.concat([magic, Buffer.from([pointerBytes, flags]), Buffer.alloc(16, pointers)]);
const blob = (version: string, info: Buffer, head = header()): Buffer =>
  Buffer.concat([head, inline(Buffer.from(version)), inline(info)]);

/** A program of 200 bytes, the blob on an address that is a multiple of 16, and something behind it. */
const programWith = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([latin1('\x7fELF'.padEnd(208, '\xff G')), ...parts, Buffer.alloc(64, 0xee)]);

const info = [
  'path\texample.com/shop/cmd/server',
  'mod\texample.com/shop\t(devel)\t',
  'dep\tgithub.com/jackc/pgx/v5\tv5.7.6\th1:rWQc5FwZSPX58r1OQmkuaNicxdmExaEz5A2DO2hUuTk=',
  'dep\tgolang.org/x/net\tv0.46.0',
  '=>\tgithub.com/fork/net\tv0.46.1\th1:giFlY12I07fugqwPuWJi68oOnpfqFnJIJzaIIm2JVV4=',
  'dep\texample.com/shop/lib\tv0.0.0',
  '=>\t./lib\t\t',
  'build\t-buildmode=exe',
  'build\tCGO_ENABLED=0',
  '',
].join('\n');
const declared = {
  source: 'go',
  packages: ['stdlib 1.26.1', 'github.com/jackc/pgx/v5 v5.7.6', 'github.com/fork/net v0.46.1', './lib'],
};

describe('a Go program', () => {
  test('declares the Go it was built with and its modules, as they stand in the blob byte for byte', () => {
    const bytes = latin1(
      '\xff Go buildinf:\x08\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' +
        '\x08go1.26.1' +
        '\x37<<<<<<<<<<<<<<<<dep\ta.b/c\tv1.0.0\th1:x=\n>>>>>>>>>>>>>>>>',
    );
    expect(search(bytes)).toEqual({ source: 'go', packages: ['stdlib 1.26.1', 'a.b/c v1.0.0'] });
  });

  test('declares what stands in the place of a module, and not its own module', () => {
    expect(search(programWith(blob('go1.26.1', marked(info))))).toEqual(declared);
  });

  test.each([
    ['go1.24.4', '1.24.4'],
    ['go1.25.1 X:jsonv2', '1.25.1'],
    ['go1.27-devel_0123abc Tue Nov 4 2025', '1.27-devel_0123abc'],
    ['devel go1.22-0123abc Tue Nov 4 2023', '1.22-0123abc'],
  ])('of %s has a standard library %s', (version, stdlib) => {
    expect(search(programWith(blob(version, Buffer.alloc(0))))?.packages).toEqual([`stdlib ${stdlib}`]);
  });

  test('whose own module is replaced declares no module by that', () => {
    const own = 'mod\ta.b/c\tv1.0.0\n=>\t../c\t\t\n';
    expect(search(programWith(blob('go1.26.1', marked(own))))?.packages).toEqual(['stdlib 1.26.1']);
  });

  test('without marks around its module info has none', () => {
    const bare = Buffer.from(`${'dep\ta.b/c\tv1.0.0\n'.repeat(3)}no newline at the mark`);
    expect(search(programWith(blob('go1.26.1', bare)))?.packages).toEqual(['stdlib 1.26.1']);
  });

  test('for a machine with the highest byte first, and pointers of four, is read too', () => {
    expect(search(programWith(blob('go1.26.1', marked(info), header(4, 3))))).toEqual(declared);
  });
});

describe('however the file arrives', () => {
  const bytes = programWith(blob('go1.26.1', marked(info)));

  test('in two pieces, wherever it is cut', () => {
    const wrong = Array.from({ length: bytes.length + 1 }, (_, cut) => cut).filter(
      (cut) =>
        search(bytes.subarray(0, cut), bytes.subarray(cut))?.packages.join() !== declared.packages.join(),
    );
    expect(wrong).toEqual([]);
  });

  test.each([1, 2, 3, 7, 13, 14, 15, 16, 31, 100])('in pieces of %i bytes', (size) => {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(search(...pieces)).toEqual(declared);
  });

  test('in one buffer that is filled again and again', () => {
    const found = new GoBuildInfoSearch();
    const buffer = Buffer.alloc(50);
    for (let at = 0; at < bytes.length; at += buffer.length) {
      found.write(buffer.subarray(0, bytes.copy(buffer, 0, at)));
    }
    expect(found.end()).toEqual(declared);
  });

  test('with the blob far behind its beginning', () => {
    const chunk = Buffer.alloc(65_536, 0xff);
    expect(search(...Array<Buffer>(40).fill(chunk), bytes)).toEqual(declared);
  });
});

describe('a program with program headers', () => {
  const good = blob('go1.26.1', marked(info));
  /** Of two writable parts with 512 bytes between them that are not; the blob begins at `at`. */
  const program = (at: number): Buffer => {
    const head = elfHead({ bits: 64, order: 'little' }, [
      { type: 1, flags: 5, offset: 0, size: 1024 },
      { type: 1, flags: 6, offset: 1024, size: 1024 },
      { type: 1, flags: 6, offset: 2560, size: 2048 },
    ]);
    const bytes = Buffer.alloc(8192, '\xff Go', 'latin1');
    head.copy(bytes);
    good.copy(bytes, at);
    return bytes;
  };

  test.each([1024, 1040, 2560, 3072])('is searched where it may write, as at byte %i', (at) => {
    const bytes = program(at);
    for (let cut = 0; cut <= bytes.length; cut += 7)
      expect(search(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(declared);
  });

  test.each([256, 2048, 4608])('and nowhere else, as at byte %i', (at) => {
    expect(search(program(at))).toBeUndefined();
  });

  test('in which a blob reaches over the end of such a part is not read further', () => {
    expect(search(program(2032))).toBeUndefined();
  });
});

describe('what only looks like build info is passed over', () => {
  const good = blob('go1.26.1', marked(info));
  const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 15)]);

  test.each<[string, Buffer]>([
    [
      'the magic as a constant, between other texts',
      padded(Buffer.concat([magic, latin1('bogus text and more of it')])),
    ],
    [
      'a blob of a Go before 1.18, which points to its texts',
      padded(blob('go1.17', marked(info), header(8, 0))),
    ],
    ['pointers that should be zero', padded(blob('go1.26.1', marked(info), header(8, 2, 1)))],
    ['pointers of three bytes', padded(blob('go1.26.1', marked(info), header(3)))],
    ['a version that is none', padded(blob('unknown', marked(info)))],
    ['a version that is too long', padded(blob(`go1.${'1'.repeat(2000)}`, marked(info)))],
    ['a length without end', padded(Buffer.concat([header(), Buffer.alloc(10, 0xff)]))],
    [
      'module info of more than 1 MiB',
      padded(Buffer.concat([header(), inline(latin1('go1.26.1')), Buffer.from([0x81, 0x80, 0x40])])),
    ],
    ['a blob that is not where one can be', Buffer.concat([Buffer.alloc(8), padded(good), Buffer.alloc(8)])],
  ])('%s', (_, fake) => {
    expect(search(programWith(fake))).toBeUndefined();
    expect(search(programWith(fake, good))).toEqual(declared);
  });

  test('a blob that promises more than the file has, with the true one inside', () => {
    const promise = padded(
      Buffer.concat([header(), inline(latin1('go1.20')), Buffer.from([0x80, 0x80, 0x20])]),
    );
    expect(search(programWith(promise))).toBeUndefined();
    const bytes = programWith(promise, good);
    expect(search(bytes.subarray(0, 250), bytes.subarray(250))).toEqual(declared);
  });
});

test('a program that is not of Go declares nothing', () => {
  expect(search()).toBeUndefined();
  expect(search(Buffer.alloc(0))).toBeUndefined();
  expect(search(programWith())).toBeUndefined();
});
