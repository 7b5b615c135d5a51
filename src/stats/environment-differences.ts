import type { RunManifest } from '../domain/run.ts';
import { formatBytes } from '../domain/units.ts';
import type { ImageRow } from '../record/rows.ts';

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
  return [...basesOf(a)].flatMap(([name, digest]) => {
    const other = others.get(name);
    if (other === undefined || other === digest) return [];
    const standOnIt = [...a.images, ...b.images].filter((image) => image.base_ref === name);
    const owners = [...new Set(standOnIt.map(({ app }) => app))];
    if (owners.length > 0 && !owners.some((app) => apps.includes(app))) return [];
    const difference = { kind: 'base' as const, what: `base ${name}`, a: short(digest), b: short(other) };
    return [owners.length === 0 ? difference : { ...difference, apps: owners }];
  });
}

/** Digests by name: those of the manifest, and what images.csv says of the bases that images stand on. */
function basesOf({ manifest, images }: RecordedEnvironment): Map<string, string> {
  const fromRows = images.flatMap(({ base_ref: name, base_digest: digest }) =>
    name === undefined || digest === undefined ? [] : [[name, digest] as const],
  );
  return new Map([...fromRows, ...manifest.bases.map(({ name, digest }) => [name, digest] as const)]);
}

const short = (digest: string): string => digest.replace('sha256:', '').slice(0, 12);
