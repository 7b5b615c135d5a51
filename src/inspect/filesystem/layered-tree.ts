import { StagebenchError } from '../../domain/errors.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { Inode } from './inode.ts';
import type { FileFacts, MergedFile, MergedFilesystem, WalkedFile } from './merged-filesystem.ts';
import { classifyWhiteout } from './whiteout.ts';

/** Bytes that a layer ships and no process sees. */
export interface WastedFile {
  readonly path: string;
  readonly bytes: number;
  /** Index of the layer that shipped them. */
  readonly layer: number;
  /** Index of the layer that hides them. */
  readonly hiddenBy: number;
  readonly how: 'replaced' | 'removed';
}

/** What is odd about the layers and does not change what a process sees. */
export interface Oddities {
  /** Whiteouts that have nothing to hide. */
  readonly idleWhiteouts: readonly string[];
  /** Hard links to files that are not there; the engine would refuse to unpack them. */
  readonly brokenLinks: readonly string[];
}

/** A node, where no link leads any further. */
interface Place {
  readonly path: string;
  readonly node: Inode;
}

/** As the kernel: more symbolic links than this on the way to a file are a circle. */
const mostLinks = 40;

/** What a folder is that no entry names. */
const implicitFolder: FileFacts = { type: 'directory', mode: 0o755, size: 0 };

/**
 * So many folders may be left out of the layers of an image: far more than in any that engines unpack, and no more than can be
 * held. A path of 4 KB may leave out two thousand, and a small archive may have thousands of such paths.
 */
const mostImplicitFolders = 500_000;

/**
 * Lays layers over each other, in memory and without their content, as an engine unpacks them
 * (https://github.com/opencontainers/image-spec/blob/main/layer.md#applying-changesets): whiteouts first, which reach
 * lower layers only, then what the layer brings.
 */
export class LayeredTree implements MergedFilesystem {
  #inodes = 0;
  #layer = -1;
  #implicit = 0;
  readonly #root: Inode = this.#newInode(implicitFolder, -1);
  /** Where the last entry was put: the next one is most often in the same folder. */
  #last: { readonly path: string; readonly folder: Place } | undefined;
  readonly #wasted: WastedFile[] = [];
  readonly #idleWhiteouts: string[] = [];
  readonly #brokenLinks: string[] = [];

  /** Files that were shipped and are hidden, in the order in which they were hidden. Those of 0 bytes are not told. */
  get wasted(): readonly WastedFile[] {
    return this.#wasted;
  }

  get oddities(): Oddities {
    return { idleWhiteouts: this.#idleWhiteouts, brokenLinks: this.#brokenLinks };
  }

  /** Lays the next layer on top. */
  apply(entries: readonly LayerEntry[]): void {
    this.begin();
    for (const entry of entries) this.hide(entry);
    for (const entry of entries) this.place(entry);
  }

  /** Begins the next layer: of all of its entries, first what they hide is hidden, then what they bring is placed. */
  begin(): void {
    this.#layer += 1;
    this.#last = undefined;
  }

  /** Carries the entry out if it is a whiteout. */
  hide({ path }: Pick<LayerEntry, 'path'>): void {
    const whiteout = classifyWhiteout(path);
    if (whiteout === undefined || whiteout.kind === 'metadata') return;
    const folder = this.#makeFolder(whiteout.folder);
    const children = folder.node.children;
    const names = whiteout.kind === 'opaque' ? [...(children?.keys() ?? [])] : [whiteout.name];
    let hidden = 0;
    for (const name of names) {
      const child = children?.get(name);
      if (child === undefined) continue;
      children?.delete(name);
      this.#release(join(folder.path, name), child, 'removed');
      hidden += 1;
    }
    if (hidden === 0 && whiteout.kind === 'file') this.#idleWhiteouts.push(path);
  }

  /** Puts the entry in its place if it is none. Throws ARCHIVE_TOO_LARGE if that takes too many folders. */
  place(entry: LayerEntry): void {
    if (classifyWhiteout(entry.path) !== undefined) return;
    if (entry.path === '') {
      this.#root.become(this.#nextNumber(), this.#layer, { ...entry, type: 'directory' });
      return;
    }
    const slash = entry.path.lastIndexOf('/');
    const folder = this.#folderOf(slash === -1 ? '' : entry.path.slice(0, slash));
    const name = alone(entry.path.slice(slash + 1));
    const before = folder.node.children?.get(name);
    if (entry.type === 'directory' && before?.children !== undefined) {
      before.become(this.#nextNumber(), this.#layer, entry);
      return;
    }
    const inode = entry.type === 'link' ? this.#linked(entry) : this.#newInode(entry, this.#layer);
    if (inode === undefined) return;
    inode.names += 1;
    folder.node.children?.set(name, inode);
    if (before !== undefined) this.#release(join(folder.path, name), before, 'replaced');
  }

  *files(): Generator<WalkedFile> {
    const open: Walked[] = [];
    let folder: Walked | undefined;
    let node: Inode = this.#root;
    for (;;) {
      for (const [name, child] of node.children ?? []) open.push(new Walked(folder, name, child));
      const next = open.pop();
      if (next === undefined) return;
      yield next;
      [folder, node] = [next, next.entry];
    }
  }

  lookup(path: string, follow = true): MergedFile | undefined {
    const found = this.#walk(path, follow);
    return found === undefined ? undefined : mergedFile(found.path, found.node);
  }

  /** The file that a hard link names; undefined if there is none. */
  #linked(entry: LayerEntry): Inode | undefined {
    const found = this.#walk(entry.target ?? '', false);
    if (found !== undefined && found.node.children === undefined) return found.node;
    this.#brokenLinks.push(entry.path);
    return undefined;
  }

  #folderOf(path: string): Place {
    if (this.#last?.path !== path) this.#last = { path, folder: this.#makeFolder(path) };
    return this.#last.folder;
  }

  /**
   * The folder at a path, made where it is missing. Engines unpack each layer by itself and lay the results over each
   * other: a symbolic link leads on only within the layer that brings it. One of a lower layer is hidden by the folder.
   */
  #makeFolder(path: string): Place {
    const root: Place = { path: '', node: this.#root };
    const rest = path.split('/').reverse();
    const trail: Place[] = [];
    for (let links = 0; rest.length > 0;) {
      const name = rest.pop() ?? '';
      if (name === '' || name === '.') continue;
      const at = trail.at(-1) ?? root;
      const child = at.node.children?.get(name);
      const target = child?.layer === this.#layer ? child.target : undefined;
      if (name === '..') trail.pop();
      else if (child?.children !== undefined) trail.push({ path: join(at.path, name), node: child });
      else if (target !== undefined && links < mostLinks) {
        links += 1;
        if (target.startsWith('/')) trail.length = 0;
        rest.push(...target.split('/').reverse());
      } else trail.push(this.#newFolder(at, name));
    }
    return trail.at(-1) ?? root;
  }

  /** A folder that nobody has named, in the place of whatever is there. */
  #newFolder(at: Place, name: string): Place {
    const path = join(at.path, name);
    const before = at.node.children?.get(name);
    this.#implicit += 1;
    if (this.#implicit > mostImplicitFolders)
      throw new StagebenchError(
        'ARCHIVE_TOO_LARGE',
        `The layers of the image leave out more than ${mostImplicitFolders} folders on the way to their files.`,
      );
    const node = this.#newInode(implicitFolder, this.#layer);
    at.node.children?.set(alone(name), node);
    if (before !== undefined) this.#release(path, before, 'replaced');
    return { path, node };
  }

  /** A name is gone, with everything below it. A file whose last name is gone is wasted. */
  #release(path: string, node: Inode, how: WastedFile['how']): void {
    // It may have been a folder, or a link, on the way to that one.
    this.#last = undefined;
    const open: [string, Inode][] = [[path, node]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [at, inode] = next;
      for (const [name, child] of inode.children ?? []) open.push([join(at, name), child]);
      if (inode.children !== undefined) continue;
      inode.names -= 1;
      if (inode.names > 0 || inode.size === 0) continue;
      this.#wasted.push({
        path: at,
        bytes: inode.size,
        layer: inode.layer,
        hiddenBy: this.#layer,
        how,
      });
    }
  }

  /** Goes to a path, from the root, through symbolic links. */
  #walk(path: string, follow: boolean): Place | undefined {
    const rest = path.split('/').reverse();
    const trail: Place[] = [{ path: '', node: this.#root }];
    for (let links = 0; rest.length > 0;) {
      const part = rest.pop() ?? '';
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      const at = trail.at(-1);
      const node = at?.node.children?.get(part);
      if (at === undefined || node === undefined) return undefined;
      const { type, target = '' } = node;
      if (type !== 'symlink' || (!follow && rest.every((name) => name === ''))) {
        trail.push({ path: join(at.path, part), node });
        continue;
      }
      links += 1;
      if (links > mostLinks || target === '') return undefined;
      if (target.startsWith('/')) trail.splice(1);
      rest.push(...target.split('/').reverse());
    }
    return trail.at(-1);
  }

  #newInode(entry: FileFacts, layer: number): Inode {
    return new Inode(this.#nextNumber(), layer, entry);
  }

  #nextNumber(): number {
    this.#inodes += 1;
    return this.#inodes;
  }
}

/** A name on a walk. Its path is put together when somebody asks for it: most are never asked for. */
class Walked implements WalkedFile {
  readonly folder: Walked | undefined;
  readonly entry: Inode;
  readonly #name: string;

  constructor(folder: Walked | undefined, name: string, entry: Inode) {
    this.folder = folder;
    this.#name = name;
    this.entry = entry;
  }

  get path(): string {
    const parts = [this.#name];
    for (let at = this.folder; at !== undefined; at = at.folder) parts.push(at.#name);
    return parts.reverse().join('/');
  }

  get layer(): number {
    return this.entry.layer;
  }

  get inode(): number {
    return this.entry.number;
  }
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** A part of a longer text holds all of it, a copy does not; of so few characters V8 makes a copy itself. */
const alone = (name: string): string =>
  name.length < 13 ? name : Buffer.from(name, 'latin1').toString('latin1');

const mergedFile = (path: string, node: Inode): MergedFile => ({
  ...{ path, entry: node, layer: node.layer, inode: node.number },
});
