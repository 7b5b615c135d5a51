import {
  differenceKinds,
  type BuildComparison,
  type DifferenceKind,
  type DifferingPath,
} from '../../domain/image/reproduction.ts';
import type { HistoryStep } from '../contents/layer-history.ts';
import { printable, type LayerEntry } from '../layers/layer-entry.ts';
import { compareLayers } from './compare-layers.ts';

/** What the engine says of an image. */
export interface Build {
  readonly imageId: string;
  /** From the bottom. */
  readonly diffIds: readonly string[];
}

/** What is read of two builds. */
export interface BuildContents {
  /** Of the first and of the second build. */
  readonly histories: readonly [readonly HistoryStep[], readonly HistoryStep[]];
  /** Of a layer of either, by its diffID; files carry digests. */
  readonly entriesOf: (diffId: string) => Promise<readonly LayerEntry[]>;
}

/** So many paths are named. */
const named = 20;

/**
 * Compares two builds of one Dockerfile. `read` is called only if their layers differ, and asked only for the entries of
 * those that do.
 */
export async function compareBuilds(
  first: Build,
  second: Build,
  read: () => Promise<BuildContents>,
): Promise<BuildComparison> {
  if (sameLayers(first, second)) return { state: 'identical', sameId: first.imageId === second.imageId };
  const { histories, entriesOf } = await read();
  const entries = async (diffId: string | undefined) => (diffId === undefined ? [] : entriesOf(diffId));
  const found = new Map<string, DifferingPath>();
  let layers = 0;
  for (const [layer, pair] of pairs(first, second, histories).entries()) {
    if (pair[0] === pair[1]) continue;
    layers += 1;
    for (const { path, what } of compareLayers(await entries(pair[0]), await entries(pair[1]))) {
      const known = found.get(path);
      if (known === undefined || gravity(what) < gravity(known.what))
        found.set(path, { path: `/${printable(path)}`, what, layer });
    }
  }
  if (found.size === 0) return { state: 'same-files', layers };
  return { state: 'different', layers, ...summed([...found.values()]) };
}

const sameLayers = (first: Build, second: Build): boolean =>
  first.diffIds.length === second.diffIds.length &&
  first.diffIds.every((diffId, index) => diffId === second.diffIds[index]);

const gravity = (what: DifferenceKind): number => differenceKinds.indexOf(what);

/**
 * The layers that the same step has made in both builds, step by step: one that made no layer in one build (it changed
 * nothing) must not shift the others.
 */
function pairs(
  first: Build,
  second: Build,
  [steps, others]: BuildContents['histories'],
): (readonly [string | undefined, string | undefined])[] {
  const made = ({ diffIds }: Build, step: HistoryStep | undefined) =>
    step?.layer === undefined ? undefined : diffIds[step.layer];
  const longer = steps.length < others.length ? others : steps;
  return longer.map((_, index) => [made(first, steps[index]), made(second, others[index])]);
}

function summed(differences: readonly DifferingPath[]) {
  const kinds = Map.groupBy(differences, ({ what }) => what);
  const count = (...some: readonly DifferenceKind[]): number =>
    some.reduce((sum, what) => sum + (kinds.get(what)?.length ?? 0), 0);
  return {
    filesContent: count('content', 'link'),
    filesMetadata: count('mode', 'owner', 'time'),
    filesOnlyInOne: count('only in first', 'only in second'),
    onlyTimes: count('time') === differences.length,
    firstPaths: firstOf([...kinds.values()]),
  };
}

/** A few of each kind, so that one file with another content is not lost among thousands with another time. */
function firstOf(kinds: readonly (readonly DifferingPath[])[]): DifferingPath[] {
  const ordered = kinds
    .map((paths) => paths.toSorted((a, b) => a.layer - b.layer || (a.path < b.path ? -1 : 1)))
    .sort((a, b) => b.length - a.length || gravityOf(a) - gravityOf(b));
  const places = ordered.flatMap((paths, kind) =>
    paths.slice(0, named).map((path, rank) => ({ path, kind, rank })),
  );
  return places
    .sort((a, b) => a.rank - b.rank || a.kind - b.kind)
    .slice(0, named)
    .sort((a, b) => a.kind - b.kind || a.rank - b.rank)
    .map(({ path }) => path);
}

const gravityOf = ([first]: readonly DifferingPath[]): number =>
  first === undefined ? differenceKinds.length : gravity(first.what);
