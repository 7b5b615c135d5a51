import type { RunManifest } from '../domain/run.ts';
import type { ImageRow } from '../record/rows.ts';

/** Of a recorded run what its environment shows in. */
export interface RecordedEnvironment {
  readonly manifest: Pick<RunManifest, 'engine' | 'machine' | 'bases'>;
  readonly images: readonly ImageRow[];
}

/** Something that is not the same in two runs, so that their numbers do not compare. */
export interface EnvironmentDifference {
  readonly what: string;
  readonly a: string;
  readonly b: string;
  /** The apps it concerns; absent if all. */
  readonly apps?: readonly string[];
}

/**
 * What makes the times or bytes of two runs incomparable: engine, image store, storage driver, CPU, cores, and the bases
 * of the apps that are compared.
 */
export function environmentDifferences(
  a: RecordedEnvironment,
  b: RecordedEnvironment,
  apps: readonly string[],
): EnvironmentDifference[] {
  const facts = machineFacts(a).map(([what, value], index) => ({
    ...{ what, a: value },
    b: machineFacts(b)[index]?.[1] ?? '',
  }));
  return [...facts.filter((fact) => fact.a !== fact.b), ...baseDifferences(a, b, apps)];
}

function machineFacts({ manifest: { engine, machine } }: RecordedEnvironment): [string, string][] {
  return [
    ['engine', `${engine.kind} ${engine.version}`],
    ['image store', engine.imageStore],
    ['storage driver', engine.storageDriver],
    ['CPU', machine.cpuModel],
    ['cores', String(machine.cores)],
  ];
}

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
    const difference = { what: `base ${name}`, a: short(digest), b: short(other) };
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
