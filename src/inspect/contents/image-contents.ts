import type { LayerFacts } from '../../domain/image/image.ts';
import type { WastedPath } from '../../domain/image/inspection.ts';
import type { SavedImage } from '../archive/documents/image-config.ts';
import { Sizing, type Sizes } from '../filesystem/largest.ts';
import { LayeredTree } from '../filesystem/layered-tree.ts';
import { classifyWhiteout, whiteoutMark } from '../filesystem/whiteout.ts';
import { makeRoom } from '../heap-keeper.ts';
import { printable, type LayerEntry } from '../layers/layer-entry.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { attackSurface, type AttackSurface } from '../surface/attack-surface.ts';
import { NeedlessSearch } from './needless.ts';
import { historyOf, type HistoryStep } from './layer-history.ts';

/** What is in an image. Bytes. */
export interface ImageContents extends Sizes {
  /** Sum of the uncompressed layer tars. */
  readonly sizeBytes: number;
  readonly wasteBytes: number;
  readonly wastedFiles: number;
  /** Largest first. */
  readonly largestWaste: readonly WastedPath[];
  readonly layers: readonly LayerFacts[];
  readonly surface: AttackSurface;
  /** What is odd about it; sentences without an end. */
  readonly notes: readonly string[];
}

/** So many paths are named in each list. */
const named = 20;

/** Held beside the tree of an image that is the only one to be read: collecting takes longer than it is worth. Bytes. */
const worthWhileAlone = 64e6;

/**
 * Puts together what is known of an image's layers, which the store must hold. `baseLayers`: so many of them, from the
 * bottom, belong to the base. `signal` stops it between two layers. `isAlone`: no other is read in this process.
 */
export async function imageContents(
  image: SavedImage,
  store: LayerStore,
  baseLayers = 0,
  { signal, isAlone = false }: { readonly signal?: AbortSignal | undefined; readonly isAlone?: boolean } = {},
): Promise<ImageContents> {
  const heldBytes = isAlone ? worthWhileAlone : undefined;
  // What was read of the archive, or the tree of the image before, would stay beside this tree (`--expose-gc`, as the npm scripts do).
  makeRoom(heldBytes);
  const tree = new LayeredTree();
  const counts: number[] = [];
  for (const diffId of image.diffIds) {
    let files = 0;
    signal?.throwIfAborted();
    tree.begin();
    // Whiteouts reach lower layers only, wherever they stand in their own.
    if (store.summary(diffId)?.whiteouts !== 0)
      await store.eachEntry(diffId, (entry) => tree.hide(entry), whiteoutMark);
    await store.eachEntry(diffId, (entry) => {
      files += Number(isFile(entry));
      tree.place(entry);
    });
    counts.push(files);
  }
  // The lines that the entries were read from are as large as the tree, and would lie beside all that is counted in it.
  makeRoom(heldBytes);
  const history = historyOf(image);
  const position = new Map(
    history.flatMap(({ layer }, index) => (layer === undefined ? [] : [[layer, index]])),
  );
  const waste = tree.wasted.map((file) => ({
    ...file,
    layer: position.get(file.layer) ?? file.layer,
    hiddenBy: position.get(file.hiddenBy) ?? file.hiddenBy,
  }));
  const wasteOf = new Map<number, number>();
  for (const { layer, bytes } of waste) wasteOf.set(layer, (wasteOf.get(layer) ?? 0) + bytes);
  const firstOwn = firstOwnStep(history, baseLayers);
  const sizes = image.diffIds.map((diffId) => store.summary(diffId)?.sizeBytes ?? 0);
  const sizing = new Sizing(named);
  const needless = new NeedlessSearch(tree);
  const { User, Env } = image.config.config ?? {};
  const surface = attackSurface(tree, { user: User ?? '', env: Env ?? [] }, (file) => {
    sizing.take(file);
    needless.take(file);
  });
  const needlessOf = needless.found();
  return {
    ...sizing.sizes(),
    surface,
    sizeBytes: sum(sizes),
    wasteBytes: sum(waste.map(({ bytes }) => bytes)),
    wastedFiles: waste.length,
    largestWaste: [...waste]
      .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : Number(a.path > b.path)))
      .slice(0, named)
      .map((file) => ({ ...file, path: `/${printable(file.path)}` })),
    layers: history.map(({ createdBy, layer }, index) => ({
      ...{ index, createdBy, empty: layer === undefined },
      ...(layer === undefined ? {} : { diffId: image.diffIds[layer] ?? '' }),
      sizeBytes: layer === undefined ? 0 : (sizes[layer] ?? 0),
      files: layer === undefined ? 0 : (counts[layer] ?? 0),
      own: index >= firstOwn,
      wasteBytes: wasteOf.get(index) ?? 0,
      needless: needlessOf.get(layer ?? -1) ?? {},
    })),
    notes: notesOf(tree),
  };
}

const isFile = ({ type, path }: LayerEntry): boolean =>
  type !== 'directory' && classifyWhiteout(path) === undefined;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * A step is the base's if it made one of the base's layers, or made none and stands before the last of them. The steps
 * without a layer that end the base cannot be told from the first ones of the image: they count as own.
 */
function firstOwnStep(history: readonly HistoryStep[], baseLayers: number): number {
  return 1 + history.findLastIndex(({ layer }) => layer !== undefined && layer < baseLayers);
}

function notesOf(tree: LayeredTree): string[] {
  const { idleWhiteouts, brokenLinks } = tree.oddities;
  const list = (paths: readonly string[]) =>
    `/${printable(paths[0] ?? '')}${paths.length > 1 ? ' and others' : ''}`;
  return [
    ...(idleWhiteouts.length > 0
      ? [`${idleWhiteouts.length} whiteouts hide nothing (${list(idleWhiteouts)})`]
      : []),
    ...(brokenLinks.length > 0
      ? [`${brokenLinks.length} hard links name files that are not there (${list(brokenLinks)})`]
      : []),
  ];
}
