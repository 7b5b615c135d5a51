import type { Needless, NeedlessKind } from '../../domain/image/image.ts';
import { InodeSet } from '../filesystem/inode-set.ts';
import type { MergedFilesystem, WalkedFile } from '../filesystem/merged-filesystem.ts';
import { developmentByManifests, type ProjectManifest } from './unneeded-packages.ts';
import { printable } from '../layers/layer-entry.ts';

/**
 * Caches that package managers fill and no program of an image reads, where they lie unless told otherwise. Not ~/.cache as a whole: poetry
 * has its environments there, and Playwright its browsers.
 */
const caches =
  /(^|\/)(_cacache|\.pnpm-store)$|^(root|home\/[^/]+)\/(\.cache\/(pip|uv|yarn|pnpm|go-build|node-gyp|pypoetry\/(cache|artifacts))|\.local\/share\/pnpm\/store|\.cargo\/registry)$|^((root\/)?go\/pkg\/mod|usr\/local\/(cargo\/registry|share\/\.cache)|var\/(lib\/apt\/lists|cache\/(apt|apk|dnf|yum)))$/;

/** What yarn leaves where it has installed: the first of version 1, the other one of later ones that install into node_modules. */
const yarnState = /\/?node_modules\/\.yarn-(integrity|state\.yml)$/;

/** A folder within which all files are of one kind; of a package it is not known before the end. */
interface Place {
  readonly path: string;
  readonly inode: number;
  readonly kind: NeedlessKind;
}

interface Candidate {
  readonly place: Place;
  readonly inode: number;
  readonly layer: number;
  readonly bytes: number;
}

/** Finds what nobody needs in an image that is only run, as a walk meets it. */
export class NeedlessSearch {
  readonly #filesystem: MergedFilesystem;
  /** By the number of a folder. */
  readonly #places = new Map<number, Place>();
  readonly #candidates: Candidate[] = [];
  readonly #needed = new InodeSet();
  /** Folders of packages for development, as far as package managers have written down which these are. */
  readonly #development = new Set<number>();

  /** Folders in which yarn has installed. */
  readonly #yarn: string[] = [];
  readonly #projects: ProjectManifest[] = [];

  constructor(filesystem: MergedFilesystem) {
    this.#filesystem = filesystem;
  }

  take(file: WalkedFile): void {
    const { entry, inode, layer, folder } = file;
    const place = folder && this.#places.get(folder.inode);
    if (entry.type === 'directory') {
      const own = placeOf(file, place);
      if (own !== undefined) this.#places.set(inode, own);
    } else if (entry.type === 'file') {
      const { declares } = entry;
      if (declares?.source === 'development') this.#declare(folder?.path ?? '', declares.packages);
      if (declares?.source === 'project') this.#projects.push([folder?.path ?? '', declares]);
      if (yarnState.test(file.path)) this.#yarn.push(file.path.replace(yarnState, ''));
      if (place === undefined) this.#needed.add(inode);
      else this.#candidates.push({ place, inode, layer, bytes: entry.size });
    }
  }

  /** By the layer that shipped it. A file that has another name elsewhere is needed: package managers link from their caches. */
  found(): ReadonlyMap<number, Needless> {
    for (const root of this.#yarn) {
      const projects = this.#projects.filter(
        ([folder]) => root === '' || `${folder}/`.startsWith(`${root}/`),
      );
      for (const inode of developmentByManifests(this.#filesystem, projects)) this.#development.add(inode);
    }
    const isNeedless = ({ place: { kind, inode } }: Candidate) =>
      kind !== 'development' || this.#development.has(inode);
    for (const one of this.#candidates) if (!isNeedless(one)) this.#needed.add(one.inode);
    const byLayer = new Map<number, Map<Place, number>>();
    // What is for development is in the cache as well; without it, it is in neither.
    for (const kind of ['development', 'cache', 'git'] as const)
      for (const { place, inode, layer, bytes } of this.#candidates) {
        if (place.kind !== kind || !this.#needed.add(inode)) continue;
        const places = byLayer.get(layer) ?? new Map<Place, number>();
        byLayer.set(layer, places.set(place, (places.get(place) ?? 0) + bytes));
      }
    return new Map(Array.from(byLayer, ([layer, places]) => [layer, summed(places)]));
  }

  #declare(folder: string, packages: readonly string[]): void {
    for (const name of packages) {
      const found = this.#filesystem.lookup(`${folder}/${name}`, false);
      if (found !== undefined) this.#development.add(found.inode);
    }
  }
}

/** The place that a folder begins, or is in. pnpm has each package, and links to what that needs, in a folder below `.pnpm`. */
function placeOf({ path, inode }: WalkedFile, around: Place | undefined): Place | undefined {
  if (around !== undefined && (around.kind !== 'development' || around.path.includes('/.pnpm/')))
    return around;
  if (/(^|\/)\.git$/.test(path)) return { path, inode, kind: 'git' };
  if (caches.test(path)) return { path, inode, kind: 'cache' };
  return /(^|\/)node_modules\/(\.pnpm\/[^/]+|@[^/]+\/[^/]+|[^/.@][^/]*)$/.test(path)
    ? { path, inode, kind: 'development' }
    : around;
}

function summed(places: ReadonlyMap<Place, number>): Needless {
  const found: { -readonly [Kind in NeedlessKind]?: Needless[Kind] } = {};
  for (const [{ kind, path }, bytes] of [...places].toSorted(([, a], [, b]) => b - a))
    found[kind] = {
      bytes: bytes + (found[kind]?.bytes ?? 0),
      path: found[kind]?.path ?? `/${printable(path)}`,
    };
  return found;
}
