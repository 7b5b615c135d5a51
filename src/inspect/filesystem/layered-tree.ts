import type { LayerEntry } from '../layers/layer-entry.ts';
import type { MergedFile, MergedFilesystem } from './merged-filesystem.ts';
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

/** A file: what all of its names (hard links) share. */
interface Inode {
  readonly number: number;
  readonly entry: LayerEntry;
  readonly layer: number;
  names: number;
}

interface Node {
  inode: Inode;
  /** Set for directories only. */
  readonly children: Map<string, Node> | undefined;
}

/** A node, where no link leads any further. */
interface Place {
  readonly path: string;
  readonly node: Node;
}

/** As the kernel: more symbolic links than this on the way to a file are a circle. */
const mostLinks = 40;

const implicitDirectory = (path: string): LayerEntry => ({
  ...{ path, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0, size: 0 },
});

/**
 * Lays layers over each other, in memory and without their content, as an engine unpacks them
 * (https://github.com/opencontainers/image-spec/blob/main/layer.md#applying-changesets): whiteouts first, which reach
 * lower layers only, then what the layer brings.
 */
export class LayeredTree implements MergedFilesystem {
  #inodes = 0;
  #layer = -1;
  readonly #root: Node = { inode: this.#newInode(implicitDirectory(''), -1), children: new Map() };
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
    this.#layer += 1;
    const shown = entries.filter((entry) => !this.#applyWhiteout(entry.path));
    for (const entry of shown) this.#place(entry);
  }

  *files(): Generator<MergedFile> {
    const open: [string, Node][] = [['', this.#root]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [path, node] = next;
      if (path !== '') yield mergedFile(path, node);
      for (const [name, child] of node.children ?? []) open.push([join(path, name), child]);
    }
  }

  lookup(path: string, follow = true): MergedFile | undefined {
    const found = this.#walk(path, follow);
    return found === undefined ? undefined : mergedFile(found.path, found.node);
  }

  /** Whether the path is that of a whiteout; it is carried out. */
  #applyWhiteout(path: string): boolean {
    const whiteout = classifyWhiteout(path);
    if (whiteout === undefined) return false;
    if (whiteout.kind === 'metadata') return true;
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
    return true;
  }

  #place(entry: LayerEntry): void {
    if (entry.path === '') {
      this.#root.inode = this.#newInode({ ...entry, type: 'directory' }, this.#layer);
      return;
    }
    const slash = entry.path.lastIndexOf('/');
    const folder = this.#makeFolder(slash === -1 ? '' : entry.path.slice(0, slash));
    const name = entry.path.slice(slash + 1);
    const before = folder.node.children?.get(name);
    if (entry.type === 'directory' && before?.children !== undefined) {
      before.inode = this.#newInode(entry, this.#layer);
      return;
    }
    const inode = entry.type === 'link' ? this.#linked(entry) : this.#newInode(entry, this.#layer);
    if (inode === undefined) return;
    inode.names += 1;
    const children = entry.type === 'directory' ? new Map<string, Node>() : undefined;
    folder.node.children?.set(name, { inode, children });
    if (before !== undefined) this.#release(join(folder.path, name), before, 'replaced');
  }

  /** The file that a hard link names; undefined if there is none. */
  #linked(entry: LayerEntry): Inode | undefined {
    const found = this.#walk(entry.target ?? '', false);
    if (found !== undefined && found.node.children === undefined) return found.node.inode;
    this.#brokenLinks.push(entry.path);
    return undefined;
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
      const target = child?.inode.layer === this.#layer ? child.inode.entry.target : undefined;
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
    const inode = this.#newInode(implicitDirectory(path), this.#layer);
    const node: Node = { inode, children: new Map() };
    at.node.children?.set(name, node);
    if (before !== undefined) this.#release(path, before, 'replaced');
    return { path, node };
  }

  /** A name is gone, with everything below it. A file whose last name is gone is wasted. */
  #release(path: string, node: Node, how: WastedFile['how']): void {
    const open: [string, Node][] = [[path, node]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [at, { inode, children }] = next;
      for (const [name, child] of children ?? []) open.push([join(at, name), child]);
      if (children !== undefined) continue;
      inode.names -= 1;
      if (inode.names > 0 || inode.entry.size === 0) continue;
      this.#wasted.push({
        path: at,
        bytes: inode.entry.size,
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
      const { type, target = '' } = node.inode.entry;
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

  #newInode(entry: LayerEntry, layer: number): Inode {
    this.#inodes += 1;
    return { number: this.#inodes, entry, layer, names: 0 };
  }
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const mergedFile = (path: string, { inode }: Node): MergedFile => ({
  ...{ path, entry: inode.entry, layer: inode.layer, inode: inode.number },
});
