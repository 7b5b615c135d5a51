import type { AppDefinition, AppEdit } from '../domain/definitions/app.ts';
import type { Project } from '../domain/definitions/project.ts';
import type { Clock } from '../domain/clock.ts';
import type { ExtraId } from '../domain/image/extras.ts';
import { imageRepository } from '../domain/labels.ts';
import type { MachineWatch } from '../domain/run/machine-use.ts';
import type { Variant, Visit } from '../domain/run/plan.ts';
import type { BuiltFor, ColdMethod } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { RerunsOfEdits } from '../domain/definitions/strategy.ts';
import type { CacheWatch } from '../engine/cache-watch.ts';
import type { EmptyEngine, Engine } from '../engine/engine.ts';
import type { CachePlace } from '../engine/exported-cache/cache-place.ts';
import type { ImageOrigin } from '../inspect/image-facts.ts';
import type { ProvidedService } from '../inspect/start/with-services.ts';
import type { LayerStore } from '../inspect/layers/layer-store.ts';
import type { Learned } from './learned.ts';
import type { ExtraMeasurements } from './images/extra-measurements.ts';

/** What is needed to build one variant. */
export interface VariantInputs {
  /** Absent for the control, which nobody starts. */
  readonly app: AppDefinition | undefined;
  /** A private copy of the app's sources: edits change it. */
  readonly contextDir: string;
  readonly dockerfile: string;
  /** Upstream name -> image reference. */
  readonly bases: ReadonlyMap<string, string>;
  readonly origin: ImageOrigin;
  /** Which steps each kind of edit must run again. */
  readonly reruns: Partial<RerunsOfEdits> | undefined;
  /** The stage that is built; the last one if absent. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Attributes of the exporter. */
  readonly output?: Readonly<Record<string, string>>;
  /** The extras that are measured of it, of those that were asked for; all if absent. */
  readonly extras?: ReadonlySet<ExtraId>;
  /** Where builds find secrets and keys, as the builder takes it. */
  readonly secrets?: readonly string[];
  readonly ssh?: readonly string[];
  readonly platform?: string;
  readonly builtFor?: BuiltFor;
  /** The engine runs nothing of its platform. */
  readonly isNotStarted?: true;
  /** How its cache is emptied, if not as the run does it. */
  readonly coldMethod?: ColdMethod;
}

/** Everything a run works with, passed in by the composition root. */
export interface Workbench {
  readonly engine: Engine;
  readonly imageStore: string;
  /** Remembers what was read of layers. */
  readonly layers: LayerStore;
  readonly clock: Clock;
  readonly runId: string;
  /** Where its rows are written; absent in tests. */
  readonly folder?: string;
  /** How often the run was resumed: what an earlier session has left in cache mounts must not be found. */
  readonly session?: number;
  readonly coldMethod: ColdMethod;
  readonly scenarios: ReadonlyMap<string, ScenarioDefinition>;
  readonly inputs: (variant: Variant) => VariantInputs;
  /** Set on an engine that others use too: only what our builds leave there is taken away. */
  readonly cacheWatch: CacheWatch | undefined;
  /** Tells what else the machine does while the engine builds; absent: nobody looks. */
  readonly machine?: MachineWatch | undefined;
  /** Others may use this much of one core, if not `quietUpTo`. */
  readonly othersMayUse?: number | undefined;
  /** Where caches are exported to; absent where no scenario of the plan imports one. */
  readonly cachePlace?: CachePlace | undefined;
  /** An engine with an empty data root, to which the bases were copied; the build cache it has is nobody's. */
  readonly emptyEngine?: (bases: readonly string[]) => Promise<EmptyEngine>;
  /** What was asked for beyond what is always measured. */
  readonly extras?: ExtraMeasurements;
  /** Of a project; absent where samples are measured. */
  readonly learned?: Learned;
  /** Looks for secrets of builds in the image of a variant, and tells them; absent where builds have none. */
  readonly findLeaks?: (variant: Variant, image: string) => Promise<void>;
  /** What the app of a project needs to start; absent where samples are measured. */
  readonly services?: (project: Project | undefined) => readonly ProvidedService[];
  readonly starts: number;
  readonly healthTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** An edited build has a tag of its own: the image that was proved and is read is the unedited one. */
export const imageTag = (bench: Workbench, visit: Variant & Partial<Visit>): string => {
  const edited =
    visit.scenario !== undefined && visit.phase === 'measure' && scenarioOf(bench, visit as Visit).edit;
  const name = `${visit.app}-${visit.strategy}${edited ? '-edited' : ''}`;
  return `${imageRepository}/${name}:${bench.runId.toLowerCase()}`;
};

export const coldMethodOf = (bench: Workbench, variant: Variant): ColdMethod =>
  bench.inputs(variant).coldMethod ?? bench.coldMethod;

export function scenarioOf(bench: Workbench, visit: Visit): ScenarioDefinition {
  const scenario = bench.scenarios.get(visit.scenario);
  if (scenario === undefined)
    throw new Error(`the plan names a scenario that is not registered: ${visit.scenario}`);
  return scenario;
}

/** The edit that a visit makes; undefined if its scenario has none. A prime is always unedited. */
export function editOf(bench: Workbench, visit: Visit): AppEdit | undefined {
  const { edit } = scenarioOf(bench, visit);
  if (edit === undefined || visit.phase !== 'measure') return undefined;
  const found = bench.inputs(visit).app?.edits.find(({ kind }) => kind === edit);
  if (found === undefined) throw new Error(`${visit.app} has no ${edit} edit`);
  return found;
}

/** Different for every visit of every run, so that no cache can know the result. */
export const uniqueOf = (bench: Workbench, visit: Visit): string =>
  `${bench.runId}-${visit.round}-${visit.sequence}`;
