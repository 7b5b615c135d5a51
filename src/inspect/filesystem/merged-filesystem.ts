import type { LayerEntry } from '../layers/layer-entry.ts';

/** One name in the filesystem that a process of the image sees. */
export interface MergedFile {
  /** As in LayerEntry: latin1, from the root, no slash at either end. */
  readonly path: string;
  /** What it is; of a hard link, the entry of the file it names (type `file`, never `link`). */
  readonly entry: LayerEntry;
  /** Index of the layer that shipped the content. */
  readonly layer: number;
  /** The same number for all names (hard links) of one file, and for nothing else. */
  readonly inode: number;
}

/** All layers of an image laid over each other. */
export interface MergedFilesystem {
  /** Every name but the root's, parents before children, in no other order. */
  files(): Iterable<MergedFile>;
  /**
   * Looks a path up as a process would, following symbolic links in every part of it (and the last one unless `follow`
   * is false). Undefined if it does not exist, dangles or goes round in circles.
   */
  lookup(path: string, follow?: boolean): MergedFile | undefined;
}
