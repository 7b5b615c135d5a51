export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
}

/** The beginning of a program, up to the end of its program headers, and what `wrong` says instead of the truth. */
export function elfHead(
  { bits, order }: { readonly bits: 32 | 64; readonly order: 'little' | 'big' },
  segments: readonly Segment[],
  wrong: { readonly first?: number; readonly headerBytes?: number; readonly count?: number } = {},
): Buffer {
  const wide = bits === 64;
  const headerBytes = wide ? 56 : 32;
  const bytes = Buffer.alloc(64 + segments.length * headerBytes);
  const put = (at: number, value: number, size: number) => {
    if (order === 'little') bytes.writeUIntLE(value, at, Math.min(size, 6));
    else bytes.writeUIntBE(value, at + size - Math.min(size, 6), Math.min(size, 6));
  };
  bytes.write('\x7fELF', 'latin1');
  bytes[4] = wide ? 2 : 1;
  bytes[5] = order === 'little' ? 1 : 2;
  put(wide ? 32 : 28, wrong.first ?? 64, wide ? 8 : 4);
  put(wide ? 54 : 42, wrong.headerBytes ?? headerBytes, 2);
  put(wide ? 56 : 44, wrong.count ?? segments.length, 2);
  for (const [index, { type, flags, offset, size }] of segments.entries()) {
    const at = 64 + index * headerBytes;
    put(at, type, 4);
    put(at + (wide ? 4 : 24), flags, 4);
    put(at + (wide ? 8 : 4), offset, wide ? 8 : 4);
    put(at + (wide ? 32 : 16), size, wide ? 8 : 4);
  }
  return bytes;
}
