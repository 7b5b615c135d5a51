import type { LayerEntry } from '../layers/layer-entry.ts';
import { LayeredTree } from './layered-tree.ts';

const entry = (path: string, type: LayerEntry['type'], more: Partial<LayerEntry> = {}): LayerEntry => ({
  ...{ path, type, mode: 0o644, uid: 0, gid: 0, mtime: 0, size: 0 },
  ...more,
});

export const file = (path: string, size: number, more: Partial<LayerEntry> = {}) =>
  entry(path, 'file', { size, ...more });
export const folder = (path: string, mode = 0o755) => entry(path, 'directory', { mode });
export const symlink = (path: string, target: string) => entry(path, 'symlink', { target });
export const hardLink = (path: string, target: string) => entry(path, 'link', { target });
export const fifo = (path: string) => entry(path, 'fifo');
/** Hides a path of the layers below. */
export const whiteout = (path: string) => file(path.replace(/[^/]+$/, '.wh.$&'), 0);
/** Hides everything that the layers below have in a folder. */
export const opaque = (path: string) => file(`${path}/.wh..wh..opq`.replace(/^\//, ''), 0);

/** These layers, from the bottom. */
export function treeOf(...layers: readonly (readonly LayerEntry[])[]): LayeredTree {
  const tree = new LayeredTree();
  for (const layer of layers) tree.apply(layer);
  return tree;
}

/** What a process sees: `path` of a folder with a slash, of a symbolic link with its target, of a file with its bytes. */
export const seen = (tree: LayeredTree): string[] =>
  Array.from(tree.files(), ({ path, entry: { type, size, target = '' } }) => {
    if (type === 'directory') return `${path}/`;
    if (type === 'symlink') return `${path} -> ${target}`;
    return type === 'file' ? `${path} ${size}` : `${path} ${type}`;
  }).sort();

/** What is wasted: `path bytes shipped>hidden how`. */
export const wasted = (tree: LayeredTree): string[] =>
  tree.wasted
    .map(({ path, bytes, layer, hiddenBy, how }) => `${path} ${bytes} ${layer}>${hiddenBy} ${how}`)
    .sort();
