import type { LayerEntry } from '../layers/layer-entry.ts';

/** What few files have. */
export type RareFacts = {
  readonly [Fact in 'target' | 'capability' | 'magic' | 'declares']?: LayerEntry[Fact] | undefined;
};

/** What is kept of an entry in a tree: there may be millions. */
export interface FileFacts extends Pick<LayerEntry, 'type' | 'mode' | 'size'>, RareFacts {}

/** One name in the filesystem that a process of the image sees. */
export interface MergedFile {
  /** As in LayerEntry: latin1, from the root, no slash at either end. It may be put together anew each time. */
  readonly path: string;
  /** What it is; of a hard link, the entry of the file it names (type `file`, never `link`). */
  readonly entry: FileFacts;
  /** Index of the layer that shipped the content. */
  readonly layer: number;
  /** The same number for all names (hard links) of one file, and for nothing else. */
  readonly inode: number;
}

/** A name as it is met on a walk through all of them. */
export interface WalkedFile extends MergedFile {
  /** The folder that it is in; undefined for those of the root. */
  readonly folder: WalkedFile | undefined;
}

/** All layers of an image laid over each other. */
export interface MergedFilesystem {
  /** Every name except the root's, parents before children, in no other order. */
  files(): Iterable<WalkedFile>;
  /**
   * Looks a path up as a process would, following symbolic links in every part of it (and the last one unless `follow`
   * is false). Undefined if it does not exist, dangles or goes round in circles.
   */
  lookup(path: string, follow?: boolean): MergedFile | undefined;
}
