import type { EngineInfo } from '../engine-info.ts';
import type { Machine } from './run.ts';
import { formatBytes } from '../units.ts';

/** Where a run is measured, as far as it is known: a dry run asks no engine. */
export interface Environment {
  /** The version of the program. */
  readonly stagebench?: string;
  readonly engine?: Partial<EngineInfo>;
  readonly machine?: Partial<Machine>;
}

/**
 * What a difference means. `compare`: two runs are not comparable. `compare-note`: they are, and a note says it. `resume`: a run
 * cannot go on. `sessions`: a note under the tables of a run that went on. `forecast`: a run does not foretell how long another
 * one takes.
 */
export type Purpose = 'compare' | 'compare-note' | 'resume' | 'sessions' | 'forecast';

/** Something of an environment that two runs may not have in common. */
interface Part {
  readonly kind: 'program' | 'engine' | 'machine';
  /** In a list. */
  readonly what: string;
  /** In a sentence. */
  readonly inFull: string;
  readonly of: (environment: Environment) => string | undefined;
  readonly matters: readonly Purpose[];
}

const engine = (
  what: string,
  inFull: string,
  of: (engine: Partial<EngineInfo>) => string | undefined,
  ...matters: readonly Purpose[]
): Part => ({ kind: 'engine', what, inFull, of: (all) => all.engine && of(all.engine), matters });

const machine = (
  what: string,
  inFull: string,
  of: (machine: Partial<Machine>) => string | undefined,
  ...matters: readonly Purpose[]
): Part => ({ kind: 'machine', what, inFull, of: (all) => all.machine && of(all.machine), matters });

/** The one list of what makes two runs comparable, beside the bases of their images and the definitions. */
// prettier-ignore
const parts: readonly Part[] = [
  // Another version may measure, or judge, in another way.
  { kind: 'program', what: 'Stagebench', inFull: 'Stagebench', of: (all) => all.stagebench, matters: ['resume'] },
  engine('engine', 'the engine', ({ kind, version }) => `${kind} ${version}`.trimEnd(), 'compare', 'resume', 'forecast'),
  engine('buildx', 'buildx', (of) => of.buildxVersion, 'compare', 'resume'),
  engine('image store', "the engine's image store", (of) => of.imageStore, 'compare', 'resume'),
  engine('storage driver', "the engine's storage driver", (of) => of.storageDriver, 'compare', 'resume'),
  engine('builder', 'the builder', ({ builtBy, version }) => builtBy === undefined ? version && 'the engine' : `${builtBy.driver} ${builtBy.version}`, 'compare', 'resume', 'forecast'),
  engine('way of export', 'the way of export', ({ builtBy, version }) => builtBy === undefined ? version && 'into the engine' : 'OCI archive', 'compare', 'resume'),
  machine('CPU', 'the CPU', (of) => of.cpuModel, 'compare', 'resume', 'sessions', 'forecast'),
  machine('cores', 'the number of cores', ({ cores }) => cores?.toString(), 'compare', 'resume', 'sessions'),
  machine('kernel', 'the kernel', (of) => of.kernel, 'resume'),
  engine('kernel', "the engine's kernel", (of) => of.kernel, 'compare-note', 'resume', 'sessions'),
  // As printed: a few pages more or less are not another machine.
  machine('memory', 'the memory', ({ memoryBytes: bytes }) => bytes === undefined ? bytes : formatBytes(bytes), 'compare-note'),
  // Last: where anything above has changed, it is another engine anyway.
  engine('id', "the engine's id", (of) => of.id, 'resume'),
  engine('builder id', "the builder's id", (of) => of.builtBy?.id, 'resume'),
];

/** A part of an environment whose values are not all the same. */
export interface PartDifference extends Pick<Part, 'kind' | 'what' | 'inFull'> {
  /** One for each environment that was asked, in their order. */
  readonly values: readonly string[];
}

/** What is not the same in all of some environments and matters for a purpose. What one of them does not know is left out. */
export function differingParts(purpose: Purpose, environments: readonly Environment[]): PartDifference[] {
  return parts.flatMap(({ kind, what, inFull, of, matters }) => {
    if (!matters.includes(purpose)) return [];
    const values = environments.map(of).filter((value) => value !== undefined);
    if (values.length < environments.length || new Set(values).size < 2) return [];
    return [{ kind, what, inFull, values }];
  });
}
