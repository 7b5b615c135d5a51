import type { ImageOriginFacts, ImageRecord } from '../domain/image.ts';
import type { Sample } from '../domain/sample.ts';
import type { BuildRow, ImageRow, StepRow } from './rows.ts';

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
  };
  if (image.state === 'failed') return { ...head, ...originColumns(image.origin) };
  if (image.state === 'unread')
    return { ...head, ...originColumns(image.origin), start_ms: ms(image.startMs) };
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
    ...(image.state === 'built' ? { start_ms: ms(image.startMs) } : {}),
  };
}

function originColumns(origin: ImageOriginFacts): Pick<ImageRow, 'base_ref' | 'base_digest' | 'base_source'> {
  return { base_ref: origin.baseRef, base_digest: origin.baseDigest, base_source: origin.baseSource };
}
