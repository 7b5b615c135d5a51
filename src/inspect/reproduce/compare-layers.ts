import type { DifferenceKind } from '../../domain/image/reproduction.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';

export interface LayerDifference {
  /** As in LayerEntry. */
  readonly path: string;
  readonly what: DifferenceKind;
}

/** What must be equal; the first that is not says how two entries differ. */
const aspects: readonly (readonly [DifferenceKind, (entry: LayerEntry) => unknown])[] = [
  ['content', ({ type, size, digest }) => [type, size, digest].join()],
  ['link', ({ target }) => target],
  ['mode', ({ mode, capability }) => [mode, capability].join()],
  ['owner', ({ uid, gid }) => [uid, gid].join()],
  ['time', ({ mtime }) => mtime],
];

/**
 * Compares two layers path by path, whatever the order of their entries. Files must carry digests. A hard link counts as
 * the file that it names: which name of a file has the content, and which are links to it, is a matter of order.
 */
export function compareLayers(
  first: readonly LayerEntry[],
  second: readonly LayerEntry[],
): LayerDifference[] {
  const [before, after] = [byPath(first), byPath(second)];
  const differences: LayerDifference[] = [];
  for (const [path, entry] of before) {
    const other = after.get(path);
    const what =
      other === undefined ? 'only in first' : differenceOf(fileOf(entry, before), fileOf(other, after));
    if (what !== undefined) differences.push({ path, what });
  }
  for (const path of after.keys()) if (!before.has(path)) differences.push({ path, what: 'only in second' });
  return differences;
}

type Layer = ReadonlyMap<string, LayerEntry>;

/** Of several entries with one path the last is what is unpacked. */
const byPath = (entries: readonly LayerEntry[]): Layer =>
  new Map(entries.map((entry) => [entry.path, entry]));

const fileOf = (entry: LayerEntry, layer: Layer): LayerEntry =>
  entry.type === 'link' ? (layer.get(entry.target ?? '') ?? entry) : entry;

const differenceOf = (one: LayerEntry, other: LayerEntry): DifferenceKind | undefined =>
  aspects.find(([, of]) => of(one) !== of(other))?.[0];
