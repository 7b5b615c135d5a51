import type {
  ImageOriginFacts,
  ImageRecord,
  LayerFacts,
  StartFacts,
  SurfaceCounts,
} from '../domain/image.ts';
import type { Sample } from '../domain/sample.ts';
import { extrasColumns } from './extras-columns.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from './rows.ts';

/** Times keep 1 µs: more digits than that are noise of the clock. */
const ms = (value: number): number => Math.round(value * 1000) / 1000;

export function buildRow(runId: string, sample: Sample): BuildRow {
  const { sequence, round, phase, app, strategy, scenario } = sample.visit;
  const head = {
    run_id: runId,
    ...{ sequence, round, phase, app, strategy, scenario },
    state: sample.state,
    started_at: sample.startedAt,
    cold_method: sample.coldMethod,
  };
  const trouble =
    'trouble' in sample ? { error_code: sample.trouble.code, reason: sample.trouble.reason } : {};
  if (sample.state === 'failed' || sample.state === 'aborted') return { ...head, ...trouble };
  const { facts } = sample;
  return {
    ...head,
    ...trouble,
    wall_ms: ms(facts.wallMs),
    beside_ms: sample.besideMs === undefined ? undefined : ms(Math.max(0, sample.besideMs)),
    context_ms: ms(facts.contextMs),
    solve_ms: ms(facts.solveMs),
    export_ms: ms(facts.exportMs),
    steps_total: facts.stepsTotal,
    steps_cached: facts.stepsCached,
    steps_expected_cached: facts.stepsExpectedCached,
    critical_path_ms: ms(facts.criticalPathMs),
    parallelism: facts.parallelism === undefined ? undefined : ms(facts.parallelism),
    image_id: facts.imageId,
  };
}

/** One row per step in order of its start; none for builds that are no samples. */
export function stepRows(runId: string, sample: Sample): StepRow[] {
  if (!('facts' in sample) || sample.visit.phase !== 'measure') return [];
  return sample.facts.steps.map((step, index) => ({
    run_id: runId,
    sequence: sample.visit.sequence,
    step: index + 1,
    stage: step.stage === '' ? undefined : step.stage,
    instruction: step.instruction,
    cached: step.cacheable ? step.cached : undefined,
    started_ms: ms(step.startedMs),
    duration_ms: ms(step.durationMs),
    on_critical_path: step.onCriticalPath,
    expected: step.expected,
  }));
}

export function imageRow(runId: string, image: ImageRecord): ImageRow {
  const head = {
    run_id: runId,
    ...image.variant,
    state: image.state,
    healthy: image.state === 'built' || image.state === 'unread',
    ...('trouble' in image ? { reason: image.trouble.reason } : {}),
  };
  if (image.state === 'failed') return { ...head, ...originColumns(image.origin) };
  if (image.state === 'unread')
    return { ...head, ...originColumns(image.origin), ...startColumns(image.start) };
  const { facts } = image;
  return {
    ...head,
    image_id: facts.imageId,
    platform: facts.platform,
    size_bytes: facts.sizeBytes,
    engine_size_bytes: facts.engineSizeBytes,
    image_store: facts.imageStore,
    base_bytes: facts.baseBytes,
    own_bytes: facts.ownBytes,
    layers: facts.layers,
    own_layers: facts.ownLayers,
    history_steps: facts.historySteps,
    user: facts.user,
    ...originColumns(facts),
    ...(image.state === 'built' ? startColumns(image.start) : {}),
    rootfs_bytes: facts.rootfsBytes,
    waste_bytes: facts.wasteBytes,
    largest_layer_bytes: facts.largestLayerBytes,
    ...surfaceColumns(facts.surface),
    ...(image.state === 'built' && image.extras ? extrasColumns(image.extras) : {}),
  };
}

/** One row for each step of the image's history; none for an image that was not read. */
export function layerRows(runId: string, image: ImageRecord): LayerRow[] {
  if (!('facts' in image)) return [];
  return image.facts.layerFacts.map((layer) => ({
    run_id: runId,
    ...image.variant,
    ...layerColumnsOf(layer),
  }));
}

/** The columns of a layer. */
export const layerColumnsOf = (layer: LayerFacts) => ({
  index: layer.index,
  diff_id: layer.diffId,
  created_by: layer.createdBy === '' ? undefined : layer.createdBy,
  empty: layer.empty,
  size_bytes: layer.sizeBytes,
  files: layer.files,
  own: layer.own,
  waste_bytes: layer.wasteBytes,
});

function startColumns(
  start: StartFacts,
): Pick<ImageRow, 'start_ms' | 'idle_memory_bytes' | 'stop_ms' | 'stop'> {
  return {
    start_ms: ms(start.startMs),
    idle_memory_bytes: start.idleMemoryBytes,
    stop_ms: ms(start.stopMs),
    stop: start.stop,
  };
}

/** The columns of an attack surface. */
export function surfaceColumns(surface: SurfaceCounts) {
  return {
    os_packages: surface.osPackages,
    language_packages: surface.languagePackages,
    executables: surface.executables,
    elf_files: surface.elfFiles,
    setuid_files: surface.setuidFiles,
    setgid_files: surface.setgidFiles,
    capability_files: surface.capabilityFiles,
    world_writable_files: surface.worldWritableFiles,
    shells: surface.shells,
    package_managers: surface.packageManagers,
    compilers: surface.compilers,
    network_tools: surface.networkTools,
    runs_as_root: surface.runsAsRoot,
    ca_bundle: surface.caBundle,
    tzdata: surface.tzdata,
    secret_like_env: surface.secretLikeEnv,
    names_found: surface.namesFound.length === 0 ? undefined : surface.namesFound.join(' '),
  };
}

function originColumns(origin: ImageOriginFacts): Pick<ImageRow, 'base_ref' | 'base_digest' | 'base_source'> {
  return { base_ref: origin.baseRef, base_digest: origin.baseDigest, base_source: origin.baseSource };
}
