import type { BaseSource } from '../../domain/base.ts';
import type { RunManifest } from '../../domain/run.ts';
import { formatBytes } from '../../domain/units.ts';
import type { ImageRow } from '../../record/rows.ts';

/** Of a recorded run what its environment shows in. */
export interface RecordedEnvironment {
  readonly manifest: Pick<RunManifest, 'engine' | 'machine' | 'bases'>;
  readonly images: readonly ImageRow[];
}

/** Something that is not the same in two runs. */
export interface EnvironmentDifference {
  /** Where it shows: in the engine, in the machine, or in a base of some apps. */
  readonly kind: 'engine' | 'machine' | 'base';
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
 * What makes the times or bytes of two runs incomparable: engine, buildx, image store, storage driver, CPU, cores, and the
 * bases of the apps that are compared.
 */
export function environmentDifferences(
  a: RecordedEnvironment,
  b: RecordedEnvironment,
  apps: readonly string[],
): EnvironmentDifference[] {
  return [...differing(decisiveFacts, a, b), ...baseDifferences(a, b, apps)];
}

/** What may move times a little, and is no reason to refuse: the kernel of the engine and the memory of the machine. */
export const smallDifferences = (a: RecordedEnvironment, b: RecordedEnvironment): EnvironmentDifference[] =>
  differing(smallFacts, a, b);

interface Fact {
  readonly kind: 'engine' | 'machine';
  readonly what: string;
  readonly of: (manifest: RecordedEnvironment['manifest']) => string;
}

const decisiveFacts: readonly Fact[] = [
  { kind: 'engine', what: 'engine', of: ({ engine }) => `${engine.kind} ${engine.version}` },
  { kind: 'engine', what: 'buildx', of: ({ engine }) => engine.buildxVersion },
  { kind: 'engine', what: 'image store', of: ({ engine }) => engine.imageStore },
  { kind: 'engine', what: 'storage driver', of: ({ engine }) => engine.storageDriver },
  { kind: 'machine', what: 'CPU', of: ({ machine }) => machine.cpuModel },
  { kind: 'machine', what: 'cores', of: ({ machine }) => String(machine.cores) },
];

const smallFacts: readonly Fact[] = [
  { kind: 'engine', what: 'kernel', of: ({ engine }) => engine.kernel },
  // As printed: a few pages more or less are not another machine.
  { kind: 'machine', what: 'memory', of: ({ machine }) => formatBytes(machine.memoryBytes) },
];

const differing = (
  facts: readonly Fact[],
  a: RecordedEnvironment,
  b: RecordedEnvironment,
): EnvironmentDifference[] =>
  facts
    .map(({ kind, what, of }) => ({ kind, what, a: of(a.manifest), b: of(b.manifest) }))
    .filter((fact) => fact.a !== fact.b);

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
