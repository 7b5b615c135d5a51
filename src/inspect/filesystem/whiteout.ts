/** Stands in the path of every whiteout, and in few others. */
export const whiteoutMark = '.wh.';

/** What a layer's entry takes away from the layers below it. */
export type Whiteout =
  | { readonly kind: 'file'; readonly folder: string; readonly name: string }
  /** Everything in the folder. */
  | { readonly kind: 'opaque'; readonly folder: string }
  /** Left by the storage driver aufs; no file, and nothing is hidden by it. */
  | { readonly kind: 'metadata' };

/** Tells by its path whether an entry is a whiteout (https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts). */
export function classifyWhiteout(path: string): Whiteout | undefined {
  if (!path.includes(whiteoutMark)) return undefined;
  const parts = path.split('/');
  // Below .wh..wh.plnk aufs kept the files of hard links.
  if (parts.slice(0, -1).some((part) => part.startsWith('.wh..wh.'))) return { kind: 'metadata' };
  const last = parts.pop() ?? '';
  const folder = parts.join('/');
  if (last === '.wh..wh..opq') return { kind: 'opaque', folder };
  if (last.startsWith('.wh..wh.')) return { kind: 'metadata' };
  return last.startsWith('.wh.') && last.length > 4
    ? { kind: 'file', folder, name: last.slice(4) }
    : undefined;
}
