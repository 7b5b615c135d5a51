/** Where a part of a file lies; bytes, the end is not part of it. */
export interface FilePart {
  readonly from: number;
  readonly to: number;
}

/** Enough for the program headers of every linker; who puts them further back is searched whole. Bytes. */
export const mostHeadBytes = 1 << 16;

const loadable = 1;
const writable = 2;

/**
 * The parts of a program that it loads and may write, by the headers at its beginning, in the order of the file
 * (https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html). 'incomplete' if the headers are not all there,
 * undefined if they cannot be read.
 */
export function writableSegments(head: Buffer): readonly FilePart[] | 'incomplete' | undefined {
  if (head.length < 64) return 'incomplete';
  const [wordBytes, order] = [head[4], head[5]];
  if ((wordBytes !== 1 && wordBytes !== 2) || (order !== 1 && order !== 2)) return undefined;
  const read = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = order === 1;
  const wide = wordBytes === 2;
  const word = (at: number): number =>
    wide ? Number(read.getBigUint64(at, little)) : read.getUint32(at, little);
  const first = word(wide ? 32 : 28);
  const size = read.getUint16(wide ? 54 : 42, little);
  const count = read.getUint16(wide ? 56 : 44, little);
  if (count > 0 && size !== (wide ? 56 : 32)) return undefined;
  if (first + count * size > mostHeadBytes) return undefined;
  if (first + count * size > head.length) return 'incomplete';
  const parts: FilePart[] = [];
  for (let at = first; at < first + count * size; at += size) {
    const flags = read.getUint32(at + (wide ? 4 : 24), little);
    if (read.getUint32(at, little) !== loadable || (flags & writable) === 0) continue;
    const from = word(at + (wide ? 8 : 4));
    parts.push({ from, to: from + word(at + (wide ? 32 : 16)) });
  }
  return apart(parts.toSorted((a, b) => a.from - b.from));
}

/** No byte is in two of them. */
function apart(sorted: readonly FilePart[]): readonly FilePart[] {
  let end = 0;
  return sorted.map(({ from, to }) => {
    const part = { from: Math.max(from, end), to };
    end = Math.max(end, to);
    return part;
  });
}
