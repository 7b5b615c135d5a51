import type { BaseSource } from '../../domain/image/base.ts';
import { formatPlatform, usualPlatform } from '../../domain/image/platform.ts';
import { cellId, variantId, type Cell } from '../../domain/run/plan.ts';
import { processorsOf } from '../samples/processors.ts';
import type { RunSide } from './compare-runs.ts';
import { differingParts, type PartDifference, type Purpose } from '../../domain/run/environment.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { ImageRow } from '../../record/rows.ts';

/** The parts of a recorded run that describe its environment. */
export interface RecordedEnvironment {
  readonly manifest: Pick<RunManifest, 'engine' | 'machine' | 'bases' | 'merged'>;
  readonly images: readonly ImageRow[];
}

/** Something that is not the same in two runs. */
export interface EnvironmentDifference {
  /** Where it shows: in the engine, in the machine, or in a base of some apps. */
  readonly kind: PartDifference['kind'] | 'base';
  readonly what: string;
  readonly a: string;
  readonly b: string;
  /** The apps it concerns; absent if all. */
  readonly apps?: readonly string[];
  /** Set where it is a base that a machine made for each of the two runs. */
  readonly rebuilt?: Rebuilt;
}

/** A base that was made twice, from packages: even by the same recipe it gets another digest each time. */
export interface Rebuilt {
  readonly source: Exclude<BaseSource, 'registry'>;
  /** Absent where one of the runs does not record it. */
  readonly recipe?: 'same' | 'other';
}

/**
 * What makes the times or bytes of two runs incomparable: what of their environments matters to `compare`, and the bases of
 * the apps that are compared.
 */
export function environmentDifferences(
  a: RecordedEnvironment,
  b: RecordedEnvironment,
  apps: readonly string[],
): EnvironmentDifference[] {
  return [...differing('compare', a, b), ...baseDifferences(a, b, apps)];
}

/**
 * Of cells that are held against each other, which have one name: a program of one platform is another program, and what another
 * processor builds is emulated, or is not run.
 */
export function platformDifferences(a: RunSide, b: RunSide, nameOf: (cell: Cell) => string) {
  const [ofA, ofB] = [a, b].map(({ run, cells }) => ({
    platform: byName(cells, nameOf, platformsOf(run)),
    'processor of the build': byName(cells, nameOf, processorsOfCells(run)),
  }));
  return (['platform', 'processor of the build'] as const).flatMap((what): EnvironmentDifference[] => {
    const differing = [...(ofA?.[what] ?? [])].flatMap(([name, one]) => {
      const other = ofB?.[what].get(name) ?? '';
      return one === '' || other === '' || one === other ? [] : [[one, other] as const];
    });
    if (differing.length === 0) return [];
    const [one, other] = [0, 1].map((side) => distinct(differing.map((pair) => pair[side] ?? '')));
    return [{ kind: 'engine', what, a: one ?? '', b: other ?? '' }];
  });
}

const byName = (
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string,
  of: (cell: Cell) => readonly string[],
): ReadonlyMap<string, string> =>
  new Map(
    [...Map.groupBy(cells, nameOf)].map(([name, own]) => [
      name,
      [...new Set(own.flatMap(of))].toSorted().join(', '),
    ]),
  );

function platformsOf({ images }: RunSide['run']): (cell: Cell) => string[] {
  const found = Map.groupBy(images, variantId);
  return (cell) =>
    (found.get(variantId(cell)) ?? []).flatMap(({ platform }) => {
      const [os = '', architecture = '', variant = ''] = platform?.split('/') ?? [];
      return platform === undefined ? [] : [formatPlatform(usualPlatform({ os, architecture, variant }))];
    });
}

function processorsOfCells({ builds }: RunSide['run']): (cell: Cell) => string[] {
  const found = Map.groupBy(
    builds.filter(({ phase }) => phase === 'measure'),
    cellId,
  );
  return (cell) => processorsOf(found.get(cellId(cell)) ?? []);
}

/** A merged run as if it had only the shards that have measured what is compared, for its environment. */
export function ofShards<Run extends RecordedEnvironment>(run: Run, runIds: readonly string[]): Run {
  const { manifest } = run;
  const { merged } = manifest;
  if (merged === undefined) return run;
  const shards = merged.shards.filter(({ runId }) => runIds.includes(runId));
  return { ...run, manifest: { ...manifest, merged: { ...merged, shards } } };
}

/** Two shards of one run, which were measured at different times at least. */
export const shardDifference = (a: readonly string[], b: readonly string[]): EnvironmentDifference[] =>
  a.length === 0 || b.length === 0 || a.join() === b.join()
    ? []
    : [{ kind: 'machine', what: 'shard', a: a.join(' or '), b: b.join(' or ') }];

/** What may move times a little, and is no reason to refuse. */
export const smallDifferences = (a: RecordedEnvironment, b: RecordedEnvironment): EnvironmentDifference[] =>
  differing('compare-note', a, b);

const differing = (
  purpose: Purpose,
  { manifest: one }: RecordedEnvironment,
  { manifest: other }: RecordedEnvironment,
): EnvironmentDifference[] =>
  differingParts(purpose, [...placesOf(one), ...placesOf(other)]).map(({ kind, what, values }) => {
    const ofOne = values.slice(0, placesOf(one).length);
    return { kind, what, a: distinct(ofOne), b: distinct(values.slice(ofOne.length)) };
  });

/** Where a run was measured: a merged one on each machine of its shards. */
const placesOf = ({ merged, engine, machine }: RecordedEnvironment['manifest']) =>
  merged?.shards ?? [{ engine, machine }];

const distinct = (values: readonly string[]): string => [...new Set(values)].join(' or ');

/**
 * Rows say on which base an image stands, not which other bases its build used. A base on which only images of other apps
 * stand is taken to be theirs; one on which no image stands may belong to any app.
 */
function baseDifferences(
  a: RecordedEnvironment,
  b: RecordedEnvironment,
  apps: readonly string[],
): EnvironmentDifference[] {
  const others = basesOf(b);
  return [...basesOf(a)].flatMap(([name, base]) => {
    const other = others.get(name);
    if (other === undefined || other.digest === base.digest) return [];
    const standOnIt = [...a.images, ...b.images].filter((image) => image.base_ref === name);
    const owners = [...new Set(standOnIt.map(({ app }) => app))];
    if (owners.length > 0 && !owners.some((app) => apps.includes(app))) return [];
    const isOtherSource = base.source !== other.source;
    const rebuilt = rebuiltOf(base, other);
    return [
      {
        ...{ kind: 'base' as const, what: `base ${name}` },
        ...{ a: baseText(base, isOtherSource), b: baseText(other, isOtherSource) },
        ...(owners.length === 0 ? {} : { apps: owners }),
        ...(rebuilt === undefined ? {} : { rebuilt }),
      },
    ];
  });
}

/** What run.json says of a base, or else images.csv of one that an image stands on. */
interface RecordedBase {
  readonly digest: string;
  readonly source?: BaseSource | undefined;
  /** Of a base that was made here it ends with the address of its recipe. */
  readonly ref?: string | undefined;
}

function basesOf({ manifest, images }: RecordedEnvironment): Map<string, RecordedBase> {
  const fromRows = images.flatMap(({ base_ref: name, base_digest: digest, base_source: source }) =>
    name === undefined || digest === undefined ? [] : [[name, { digest, source }] as const],
  );
  return new Map<string, RecordedBase>([
    ...fromRows,
    ...manifest.bases.map((base) => [base.name, base] as const),
  ]);
}

/** The names of bases that are made here hold the address of their recipe, of its parents and of the certificates in it. */
function rebuiltOf(a: RecordedBase, b: RecordedBase): Rebuilt | undefined {
  if (a.source === undefined || a.source === 'registry' || a.source !== b.source) return undefined;
  if (a.ref === undefined || b.ref === undefined) return { source: a.source };
  return { source: a.source, recipe: a.ref === b.ref ? 'same' : 'other' };
}

const baseText = ({ digest, source }: RecordedBase, withSource: boolean): string =>
  `${withSource && source !== undefined ? `${source} ` : ''}${digest.replace('sha256:', '').slice(0, 12)}`;
