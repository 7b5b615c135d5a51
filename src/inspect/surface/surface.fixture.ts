import type { MergedFile, MergedFilesystem, WalkedFile } from '../filesystem/merged-filesystem.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';

/** What matters of a file in a test; names that share an `inode` are hard links of one file. */
export type Sketch = Partial<Omit<LayerEntry, 'path'>> & { readonly inode?: number };

export const file = (mode = 0o644, more: Sketch = {}): Sketch => ({ type: 'file', mode, size: 1, ...more });
export const program = (more: Sketch = {}): Sketch => file(0o755, more);
export const symlink = (target: string): Sketch => ({ type: 'symlink', mode: 0o777, target });
export const folder = (mode = 0o755): Sketch => ({ type: 'directory', mode });

/** A filesystem in memory, by path; folders on the way are made. */
export function filesystemOf(sketches: Readonly<Record<string, Sketch>>): MergedFilesystem {
  const byPath = new Map<string, WalkedFile>();
  const add = (path: string, { inode = byPath.size + 1, ...sketch }: Sketch): void => {
    const plain = { path, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, size: 0 } as const;
    byPath.set(path, { path, entry: { ...plain, ...sketch }, layer: 0, inode, folder: undefined });
  };
  for (const [path, sketch] of Object.entries(sketches).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      if (!byPath.has(parent)) add(parent, folder());
    }
    add(path, sketch);
  }
  return { files: () => byPath.values(), lookup: (path, follow = true) => walk(byPath, path, follow) };
}

/** Follows a path part by part, as path_resolution(7) says. */
function walk(
  byPath: ReadonlyMap<string, MergedFile>,
  path: string,
  follow: boolean,
): MergedFile | undefined {
  const rest = path.split('/');
  let at: string[] = [];
  for (let links = 0; rest.length > 0;) {
    const part = rest.shift() ?? '';
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at.pop();
      continue;
    }
    const found = byPath.get([...at, part].join('/'));
    if (found === undefined) return undefined;
    if (found.entry.type === 'symlink' && (rest.length > 0 || follow)) {
      const { target = '' } = found.entry;
      if ((links += 1) > 40) return undefined;
      if (target.startsWith('/')) at = [];
      rest.unshift(...target.split('/'));
      continue;
    }
    if (rest.length > 0 && found.entry.type !== 'directory') return undefined;
    at.push(part);
  }
  return byPath.get(at.join('/'));
}
