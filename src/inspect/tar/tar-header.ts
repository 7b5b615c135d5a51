/**
 * Headers of a tar archive, as far as the layers of images need them: ustar, GNU and PAX
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06,
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html). Names are kept byte for byte (latin1).
 */
export interface TarHeader {
  readonly name: string;
  readonly linkName: string;
  /** One character, `0` for a regular file. */
  readonly typeFlag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Bytes that follow in the archive. */
  readonly size: number;
  /** Apparent size of an old GNU sparse file. */
  readonly realSize: number;
  /** Whether more blocks of the sparse map follow the header. */
  readonly extended: boolean;
}

export const blockBytes = 512;

/** Reads one block; undefined for a block of zeros, and only for that. Throws a plain Error if it is no header. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  const sum = checksum(block);
  if (sum === 8 * 0x20 && isZeros(block)) return undefined;
  if (sum !== readOctal(block, 148, 8)) throw new Error('a tar header with a wrong checksum');
  const magic = block.toString('latin1', 257, 263);
  const typeFlag = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  const prefix = magic === 'ustar\0' ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: text(block, 157, 100),
    typeFlag,
    mode: readOctal(block, 100, 8),
    uid: readOctal(block, 108, 8),
    gid: readOctal(block, 116, 8),
    size: notNegative(readOctal(block, 124, 12)),
    mtime: readOctal(block, 136, 12),
    realSize: typeFlag === 'S' ? notNegative(readOctal(block, 483, 12)) : 0,
    extended: typeFlag === 'S' && block[482] !== 0,
  };
}

export const isZeros = (block: Buffer): boolean => block.every((byte) => byte === 0);

function notNegative(size: number): number {
  if (size < 0) throw new Error('a tar header with a negative size');
  return size;
}

/** Sum of all bytes, those of the checksum itself counted as blanks. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < 148; at += 1) sum += block[at] ?? 0;
  for (let at = 156; at < blockBytes; at += 1) sum += block[at] ?? 0;
  return sum;
}

function text(block: Buffer, start: number, length: number): string {
  let end = start;
  while (end < start + length && block[end] !== 0) end += 1;
  return block.toString('latin1', start, end);
}

/** NUL or a blank stands before octal digits, and ends them. */
const isFiller = (byte: number | undefined): boolean => byte === 0 || byte === 0x20;

/** Octal digits, or a binary number in big-endian order, two's complement, if the first bit is set (GNU). */
export function readOctal(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0;
  if (first >= 0x80) return binary(block, start, length, first >= 0xc0);
  let at = start;
  while (at < start + length && isFiller(block[at])) at += 1;
  let value = 0;
  for (; at < start + length && !isFiller(block[at]); at += 1) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) throw new Error('a tar header with a number that is none');
    value = value * 8 + digit;
  }
  return value;
}

/** The first bit only says that the number is binary, the second one is its sign. */
function binary(block: Buffer, start: number, length: number, negative: boolean): number {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    const byte = block[at] ?? 0;
    const bits = at === start ? (negative ? byte | 0x80 : byte & 0x7f) : byte;
    value = value * 256 + (negative ? 255 - bits : bits);
  }
  if (!Number.isSafeInteger(value)) throw new Error('a tar header with a number that is too large');
  return negative ? -value - 1 : value;
}
