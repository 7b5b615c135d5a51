/** Tars block by block, for what no packer writes. Names are bytes: each character is one (latin1). */

const block = 512;

/** What a header says. */
export interface RawFields {
  readonly name: string;
  /** One character; a file by default. */
  readonly type?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  /** By default as long as the content is. */
  readonly size?: number;
  readonly linkName?: string;
  readonly prefix?: string;
  /** Magic and version, eight bytes. */
  readonly magic?: string;
  /** Numbers that are written in binary, as GNU tar does where octal digits do not suffice. */
  readonly binary?: readonly Field[];
  /** What else stands in the block, by its place. */
  readonly more?: Readonly<Record<number, string>>;
  readonly content?: string | Buffer;
}

type Field = 'mode' | 'uid' | 'gid' | 'size' | 'mtime';

const places: readonly (readonly [Field, at: number, length: number])[] = [
  ['mode', 100, 8],
  ['uid', 108, 8],
  ['gid', 116, 8],
  ['size', 124, 12],
  ['mtime', 136, 12],
];

const posixMagic = 'ustar\x0000';
export const gnuMagic = 'ustar  \x00';

const bytesOf = (content: string | Buffer): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'latin1') : content;

/** The bytes of a text in UTF-8, one character each. */
export const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export function rawHeader(fields: RawFields): Buffer {
  const { type = '0', linkName = '', prefix = '', magic = posixMagic, binary = [], content = '' } = fields;
  const numbers = { mode: 0o644, uid: 0, gid: 0, mtime: 0, size: bytesOf(content).length, ...fields };
  const header = Buffer.alloc(block);
  header.write(fields.name, 0, 100, 'latin1');
  for (const [field, at, length] of places) {
    const value = numbers[field];
    header.write(binary.includes(field) ? base256(value, length) : octal(value, length), at, 'latin1');
  }
  header.write(type, 156, 'latin1');
  header.write(linkName, 157, 100, 'latin1');
  header.write(magic, 257, 'latin1');
  header.write(prefix, 345, 155, 'latin1');
  for (const [at, text] of Object.entries(fields.more ?? {})) header.write(text, Number(at), 'latin1');
  return withChecksum(header);
}

export function withChecksum(header: Buffer): Buffer {
  header.write(' '.repeat(8), 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

/** Two's complement, and the first bit set. */
function base256(value: number, length: number): string {
  const bits = BigInt.asUintN(length * 8, BigInt(value));
  const bytes = Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex');
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes.toString('latin1');
}

/** A header, what follows it, and zeros up to the next block. */
export function rawEntry(fields: RawFields): Buffer {
  const content = bytesOf(fields.content ?? '');
  return Buffer.concat([
    rawHeader(fields),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ]);
}

/** An extended header for the next entry, or (`g`) for all that follow. */
export function paxHeader(records: Readonly<Record<string, string>>, type = 'x'): Buffer {
  const content = Object.entries(records)
    .map(([key, value]) => paxRecord(key, value))
    .join('');
  return rawEntry({ name: 'PaxHeaders/some', type, content });
}

/** The length in front counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length += 1;
  return `${length}${rest}`;
}

/** GNU's header for a name (`L`) or the target of a link (`K`) of more than 100 bytes. */
export const gnuLong = (type: 'L' | 'K', name: string): Buffer =>
  rawEntry({ name: '././@LongLink', type, magic: gnuMagic, content: `${name}\0` });

/** A part of a sparse file that is no hole. */
export type Part = readonly [offset: number, content: string];

/** A sparse file as GNU tar has written it since 1990: four parts in the header, 21 in each block after it. */
export function oldSparse(name: string, realSize: number, parts: readonly Part[]): Buffer {
  const pair = ([offset, content]: Part) => octal(offset, 12) + octal(content.length, 12);
  const inHeader = parts.slice(0, 4).map(pair).join('');
  const blocks: Buffer[] = [];
  for (let at = 4; at < parts.length; at += 21) {
    const map = Buffer.alloc(block);
    map.write(
      parts
        .slice(at, at + 21)
        .map(pair)
        .join(''),
      'latin1',
    );
    map[504] = at + 21 < parts.length ? 1 : 0;
    blocks.push(map);
  }
  const content = parts.map(([, text]) => text).join('');
  const more = { 386: inHeader, 482: blocks.length > 0 ? '\x01' : '\0', 483: octal(realSize, 12) };
  const entry = rawEntry({ name, type: 'S', magic: gnuMagic, more, content });
  return Buffer.concat([entry.subarray(0, block), ...blocks, entry.subarray(block)]);
}

/** A sparse file in PAX format 1.0: the map is the beginning of what is stored. */
export function newSparse(name: string, realSize: number, parts: readonly Part[]): Buffer {
  const numbers = [parts.length, ...parts.flatMap(([offset, content]) => [offset, content.length])];
  const map = numbers.map((number) => `${number}\n`).join('');
  const records = {
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.name': name,
    'GNU.sparse.realsize': String(realSize),
  };
  const padded = map.padEnd(Math.ceil(map.length / block) * block, '\0');
  const content = padded + parts.map(([, text]) => text).join('');
  return Buffer.concat([paxHeader(records), rawEntry({ name: `GNUSparseFile.0/${name}`, content })]);
}

/** The same in PAX format 0.1: the map is a record. */
export function middleSparse(name: string, realSize: number, parts: readonly Part[]): Buffer {
  const records = {
    'GNU.sparse.size': String(realSize),
    'GNU.sparse.numblocks': String(parts.length),
    'GNU.sparse.name': name,
    'GNU.sparse.map': parts.map(([offset, content]) => `${offset},${content.length}`).join(','),
  };
  const content = parts.map(([, text]) => text).join('');
  return Buffer.concat([paxHeader(records), rawEntry({ name: `GNUSparseFile.0/${name}`, content })]);
}

/** Two blocks of zeros. */
export const tarEnd = Buffer.alloc(2 * block);

export const tarOf = (...parts: readonly Buffer[]): Buffer => Buffer.concat([...parts, tarEnd]);
