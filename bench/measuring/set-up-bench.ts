import { editsOf } from '../../src/domain/definitions/app.ts';
import type { BaseSource, ResolvedBase } from '../../src/domain/image/base.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { variantId, type Variant } from '../../src/domain/run/plan.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { LayerStore } from '../../src/inspect/layers/layer-store.ts';
import type { CacheWatch } from '../../src/engine/cache-watch.ts';
import type { ExtraMeasurements } from '../../src/measure/images/extra-measurements.ts';
import type { Learned } from '../../src/measure/learned.ts';
import type { VariantInputs, Workbench } from '../../src/measure/workbench.ts';
import type { CommandContext } from '../context.ts';
import type { PlacedVariants } from '../platforms/place-platforms.ts';
import type { VariantFile } from '../definitions.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { othersMayUse } from './others-may-use.ts';

/** Measured starts of each image, after the one that proves it: enough for a median that one slow start does not move. */
const starts = 5;
const healthTimeoutMs = 30_000;

/** Puts together what the walk needs. */
export function setUpBench(parts: {
  engine: Engine;
  info: EngineInfo;
  clock: Clock;
  runId: string;
  /** The run's. */
  folder: string;
  selected: Selection;
  files: readonly VariantFile[];
  bases: readonly ResolvedBase[];
  placed: PlacedVariants;
  /** By app: the private copy of its sources. */
  copies: ReadonlyMap<string, string>;
  cacheWatch: CacheWatch | undefined;
  machine?: Workbench['machine'];
  emptyEngine: Workbench['emptyEngine'] | undefined;
  layers: LayerStore;
  extras: ExtraMeasurements;
  /** Of a project. */
  learned?: Learned | undefined;
  findLeaks?: Workbench['findLeaks'] | undefined;
  context: CommandContext;
}): Workbench {
  const {
    engine,
    info,
    clock,
    runId,
    folder,
    selected,
    files,
    bases,
    copies,
    cacheWatch,
    emptyEngine,
    layers,
    extras,
  } = parts;
  const inputs = new Map(
    files.map((file) => {
      const id = variantId(file.variant);
      const { builtFor, isNotStarted } = parts.placed.get(id) ?? {};
      const on = { ...(builtFor && { builtFor }), ...(isNotStarted && { isNotStarted }) };
      return [id, { ...variantInputs(file, selected, bases, copies), ...on }];
    }),
  );
  return {
    engine,
    imageStore: info.imageStore,
    layers,
    extras,
    clock,
    runId,
    folder,
    coldMethod: mayEmpty(info) ? 'pruned' : 'no-cache',
    // All of them: the control is cold even where no cold build is selected.
    scenarios: new Map(parts.context.definitions.scenarios.map((scenario) => [scenario.id, scenario])),
    inputs: (variant) => {
      const found = inputs.get(variantId(variant));
      if (found === undefined) throw new Error(`no inputs for ${variantId(variant)}`);
      return found;
    },
    cacheWatch,
    machine: parts.machine,
    ...(parts.learned && { learned: parts.learned }),
    ...(parts.findLeaks && { findLeaks: parts.findLeaks }),
    othersMayUse: othersMayUse(parts.context.environment, describeMachine().cores),
    ...(emptyEngine && { emptyEngine }),
    starts,
    healthTimeoutMs,
    signal: parts.context.signal,
  };
}

/** Only what is ours alone may lose its whole build cache. */
export const mayEmpty = ({ kind, builtBy }: EngineInfo): boolean => builtBy?.isMine ?? kind !== 'docker';

/** What the copy of the sources of a variant that is built as it was is called; no app is called so. */
export const copyOfPast = ({ app, strategy }: Variant): string => `${app}@${strategy}`;

function variantInputs(
  file: VariantFile,
  selected: Selection,
  bases: readonly ResolvedBase[],
  copies: ReadonlyMap<string, string>,
): VariantInputs {
  const { past } = file;
  const app = past?.app ?? selected.apps.find(({ id }) => id === file.variant.app);
  const arm = selected.arms.get(file.variant.strategy);
  const own = app?.project?.variants[arm?.dockerfilesOf ?? ''];
  const { coldMethod, target = own?.target, args = own?.args, output } = arm?.build ?? {};
  const extras = selected.extras?.get(variantId(file.variant));
  const contextDir = copies.get(past === undefined ? file.variant.app : copyOfPast(file.variant));
  if (contextDir === undefined) throw new Error(`no copy of ${file.variant.app}`);
  const used = (past?.bases ?? bases)
    .filter((base) => file.bases.names.includes(base.name))
    .map((base) => file.ofPlatform?.find(({ name }) => name === base.name) ?? base);
  const weakest = (['substitute', 'local', 'registry'] as const).find((source: BaseSource) =>
    used.some((base) => base.source === source),
  );
  return {
    app: app && {
      ...app,
      edits: editsOf(app, arm?.dockerfilesOf ?? ''),
      ...(own?.port !== undefined && { port: own.port }),
    },
    contextDir,
    dockerfile: file.dockerfile,
    bases: new Map(used.map((base) => [base.name, base.ref])),
    origin: {
      baseName: file.bases.finalBase,
      base: used.find((base) => base.name === file.bases.finalBase),
      source: weakest ?? 'local',
    },
    reruns: arm?.reruns[file.variant.app],
    ...(coldMethod && { coldMethod }),
    ...(target !== undefined && { target }),
    ...(args && { buildArgs: args }),
    ...(output && { output }),
    ...(extras && { extras }),
    ...(own?.secrets && { secrets: own.secrets }),
    ...(own?.ssh && { ssh: own.ssh }),
    ...(own?.platform !== undefined && { platform: own.platform }),
  };
}
