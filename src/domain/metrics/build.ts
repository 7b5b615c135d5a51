import type { BuildFacts, Sample, Trouble } from '../run/sample.ts';
import type { Visit } from '../run/plan.ts';
import { columnsOf } from './column.ts';

/** What a row of builds.csv is taken from. */
export interface BuildSource {
  readonly runId: string;
  readonly sample: Sample;
  readonly visit: Visit;
  /** Of a build that came to its end. */
  readonly facts?: BuildFacts;
  readonly trouble?: Trouble;
}

export const buildStates = ['built', 'failed', 'invalid', 'disturbed', 'aborted'] as const;

const unfinished = 'the build did not end (failed, aborted)';
const notTold = `nobody can tell; ${unfinished}; schema 1 to 4`;
const noPlatform = 'none was asked for; no build was made; schema 1 to 8';
const later = `${unfinished}; schema 1`;

/** builds.csv: one row for each build in order of execution, primes included. */
export const buildMetrics = columnsOf<BuildSource>()({
  run_id: {
    unit: 'name',
    since: 1,
    means:
      'The run: the name of its folder; in a merged run, the shard that measured it: run.json says on which machine',
    of: ({ runId }) => runId,
  },
  sequence: {
    unit: 'count',
    since: 1,
    means:
      'The number of the build in the order of execution, from 1. If a visit makes fewer builds than planned, numbers are left out',
    of: ({ visit }) => visit.sequence,
  },
  round: {
    unit: 'count',
    since: 1,
    means: 'The round of the visit, from 1',
    of: ({ visit }) => visit.round,
  },
  phase: {
    unit: 'name',
    since: 1,
    values: ['prime', 'measure', 'control'],
    means:
      '`measure`: a timed build; `prime`: an untimed build that fills the cache for timed ones; `control`: the frozen build of the round',
    of: ({ visit }) => visit.phase,
  },
  repeat: {
    unit: 'count',
    since: 5,
    means:
      'Which build of its cell in the round it is, from 1. The builds of a visit are one sample: its time is their median',
    empty: 'schema 1 to 4: each visit made one build',
    of: ({ visit }) => visit.repeat ?? 1,
  },
  app: {
    unit: 'name',
    since: 1,
    means: 'The app; `control` for the control',
    of: ({ visit }) => visit.app,
  },
  strategy: {
    unit: 'name',
    since: 1,
    means: 'The strategy; `control` for the control',
    of: ({ visit }) => visit.strategy,
  },
  scenario: {
    unit: 'name',
    since: 1,
    means: 'State of the cache, and edit, before the build',
    of: ({ visit }) => visit.scenario,
  },
  state: {
    unit: 'name',
    since: 1,
    values: buildStates,
    means:
      'Of the visit, so the same for all of its builds. `built`: it counts; `invalid`: a step was cached or executed against the demand of its scenario; `disturbed`: other programs used more than 10 % of a core while it was built; `failed`: a build failed; `aborted`: it was interrupted. `reason` says in which build',
    of: ({ sample }) => sample.state,
  },
  started_at: {
    unit: 'date',
    since: 1,
    means: 'Start, by the clock of the machine (ISO 8601, UTC)',
    of: ({ sample }) => sample.startedAt,
  },
  wall_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'From the start of `docker buildx build` to its end, on a monotonic clock',
    empty: unfinished,
    of: ({ facts }) => facts?.wallMs,
  },
  beside_ms: {
    unit: 'ms',
    since: 2,
    precision: 'noisy',
    means:
      'Time of the visit outside the build: emptying the cache, making the edit and undoing it; without starts of the app',
    empty: later,
    of: ({ sample, facts }) =>
      facts === undefined || sample.besideMs === undefined ? undefined : Math.max(0, sample.besideMs),
  },
  context_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Time to send the build context, reported by the builder',
    empty: unfinished,
    of: ({ facts }) => facts?.contextMs,
  },
  context_bytes: {
    unit: 'bytes',
    since: 6,
    precision: 'exact',
    better: 'less',
    means:
      'Bytes of the build context that were sent, reported by the builder: only what changed since the last build, and only what a COPY or ADD names',
    empty: `the builder does not say; ${unfinished}; schema 1 to 5`,
    of: ({ facts }) => facts?.contextBytes,
  },
  solve_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means:
      'From the start of the first executed step of the Dockerfile to the end of the last one; 0 if all steps were cached',
    empty: unfinished,
    of: ({ facts }) => facts?.solveMs,
  },
  export_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Time to export the image, reported by the builder',
    empty: unfinished,
    of: ({ facts }) => facts?.exportMs,
  },
  cache_bytes: {
    unit: 'bytes',
    since: 8,
    precision: 'exact',
    better: 'less',
    tolerance: 0.01,
    means:
      'Bytes that lie in the registry for the cache that the build exported or imported: its manifest, its description and compressed layers; of an inline cache those of the image that carries it',
    empty: `no cache was exported or imported; the registry did not say; ${unfinished}; schema 1 to 7`,
    of: ({ facts }) => facts?.cache?.bytes,
  },
  cache_export_ms: {
    unit: 'ms',
    since: 8,
    precision: 'noisy',
    better: 'less',
    means:
      'Time to export the cache to an empty registry, reported by the builder; of an inline cache the time to export and push the image',
    empty: `no cache was exported; ${unfinished}; schema 1 to 7`,
    of: ({ facts }) => facts?.cache?.exportMs,
  },
  cache_import_ms: {
    unit: 'ms',
    since: 8,
    precision: 'noisy',
    better: 'less',
    means:
      'Time to read what is in an imported cache, reported by the builder. Its layers come when the image needs them: in `wall_ms`',
    empty: `no cache was imported; ${unfinished}; schema 1 to 7`,
    of: ({ facts }) => facts?.cache?.importMs,
  },
  steps_total: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    label: 'steps',
    compared: ['steps', 3],
    means: 'Steps of the Dockerfile that can come from the cache',
    empty: unfinished,
    of: ({ facts }) => facts?.stepsTotal,
  },
  steps_cached: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'How many of these steps were cached',
    empty: unfinished,
    of: ({ facts }) => facts?.stepsCached,
  },
  steps_expected_cached: {
    unit: 'count',
    since: 2,
    precision: 'exact',
    means: 'How many of these steps had to be cached',
    empty: `${unfinished}; a prime; schema 1`,
    of: ({ facts }) => facts?.stepsExpectedCached,
  },
  critical_path_ms: {
    unit: 'ms',
    since: 2,
    precision: 'noisy',
    better: 'less',
    means:
      'Time of the longest chain of steps that wait for each other; without the export and the work before the first step',
    empty: later,
    of: ({ facts }) => facts?.criticalPathMs,
  },
  parallelism: {
    unit: 'ratio',
    since: 2,
    precision: 'noisy',
    means: 'Time of all executed steps ÷ `solve_ms`: 1 = one after the other',
    empty: `no step ran; ${later}`,
    of: ({ facts }) => facts?.parallelism,
  },
  foreign_cpu: {
    unit: 'ratio',
    since: 5,
    precision: 'noisy',
    better: 'less',
    means:
      'Processor time of all programs but the engine, its builds and the harness ÷ time, while the visit was built: 0.12 = 12 % of one core',
    empty: notTold,
    of: ({ sample }) => sample.machine?.foreignCpu,
  },
  steal: {
    unit: 'ratio',
    since: 5,
    precision: 'noisy',
    better: 'less',
    means:
      'Processor time that the hypervisor gave to other machines ÷ time, while the visit was built: 0.12 = 12 % of one core',
    empty: notTold,
    of: ({ sample }) => sample.machine?.steal,
  },
  cpu_pressure: {
    unit: 'ratio',
    since: 5,
    precision: 'noisy',
    better: 'less',
    means:
      'Share of the time in which at least one process waited for a processor, those of the build included, while the visit was built',
    empty: notTold,
    of: ({ sample }) => sample.machine?.cpuPressure,
  },
  cold_method: {
    unit: 'name',
    since: 1,
    values: ['pruned', 'no-cache', 'empty-root'],
    means: 'How the cache was emptied: `pruned`, `no-cache` or `empty-root` (docs/cold.md)',
    empty: 'the cache was not emptied for this build',
    of: ({ sample }) => sample.coldMethod,
  },
  platform: {
    unit: 'name',
    since: 9,
    means: 'The platform that was asked for, `os/arch[/variant]`',
    empty: noPlatform,
    of: ({ sample }) => sample.builtFor?.platform,
  },
  platform_by: {
    ...{ unit: 'name', since: 9 },
    values: ['native', 'emulated', 'unsure', 'cross'],
    means: 'How the build runs its programs: `native`, `emulated`, `unsure` which, or not at all (`cross`)',
    empty: noPlatform,
    of: ({ sample }) => sample.builtFor?.by,
  },
  image_id: {
    unit: 'name',
    since: 1,
    means: 'Id of the image; another one each time unless the build is reproducible to the last bit',
    empty: unfinished,
    of: ({ facts }) => facts?.imageId,
  },
  error_code: {
    unit: 'name',
    since: 1,
    means: 'Error code, as in the error catalogue',
    empty: 'built',
    of: ({ trouble }) => trouble?.code,
  },
  reason: {
    unit: 'text',
    since: 1,
    means: 'The same in words; for `invalid` with the step',
    empty: 'built',
    of: ({ trouble }) => trouble?.reason,
  },
});

/** The column that is a sample: all statistics of times are made of it. */
export const timeOfBuild = 'wall_ms' satisfies keyof typeof buildMetrics;
