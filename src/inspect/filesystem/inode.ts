import type { LayerEntry } from '../layers/layer-entry.ts';
import type { FileFacts, RareFacts } from './merged-filesystem.ts';

/**
 * A file, which all of its names (hard links) share, or a folder, which has one. Few fields: an image may have millions,
 * and most files are nothing special.
 */
export class Inode implements FileFacts {
  number: number;
  layer: number;
  names = 0;
  type!: LayerEntry['type'];
  mode!: number;
  size!: number;
  /** Set for folders only. */
  readonly children: Map<string, Inode> | undefined;
  #rare: RareFacts | undefined;

  constructor(number: number, layer: number, entry: FileFacts) {
    this.number = number;
    this.layer = layer;
    this.children = entry.type === 'directory' ? new Map<string, Inode>() : undefined;
    this.#take(entry);
  }

  /** A later entry says anew what a folder is; what is in it stays. */
  become(number: number, layer: number, entry: FileFacts): void {
    this.number = number;
    this.layer = layer;
    this.#take(entry);
  }

  get target(): RareFacts['target'] {
    return this.#rare?.target;
  }

  get capability(): RareFacts['capability'] {
    return this.#rare?.capability;
  }

  get magic(): RareFacts['magic'] {
    return this.#rare?.magic;
  }

  get declares(): RareFacts['declares'] {
    return this.#rare?.declares;
  }

  #take({ type, mode, size, target, capability, magic, declares }: FileFacts): void {
    this.type = type;
    this.mode = mode;
    this.size = size;
    const special = target ?? capability ?? magic ?? declares;
    this.#rare = special === undefined ? undefined : { target, capability, magic, declares };
  }
}
