import type { ProvenStep } from '../run/sample.ts';
import { columnsOf } from './column.ts';

/** What a row of steps.csv is taken from. */
export interface StepSource {
  readonly runId: string;
  /** Of the build. */
  readonly sequence: number;
  /** Of the step in its build, from 1. */
  readonly number: number;
  readonly step: ProvenStep;
  /** Numbers of the steps of the same build that it waits for, in rising order. */
  readonly waitsFor: readonly number[];
}

/** steps.csv: one row for each step of each measured build, in the order of their starts. */
export const stepMetrics = columnsOf<StepSource>()({
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
    means: 'The build, as in builds.csv',
    of: ({ sequence }) => sequence,
  },
  step: {
    unit: 'count',
    since: 1,
    means: 'The step, from 1, in the order of their starts',
    of: ({ number }) => number,
  },
  stage: {
    unit: 'name',
    since: 1,
    means: 'Name of the stage; `internal`: work of the builder',
    empty: 'the step belongs to no named stage',
    of: ({ step }) => (step.stage === '' ? undefined : step.stage),
  },
  instruction: {
    unit: 'text',
    since: 1,
    means: 'The instruction, or the name that the builder gives to its own work',
    of: ({ step }) => step.instruction,
  },
  cached: {
    unit: 'true or false',
    since: 1,
    precision: 'exact',
    better: 'more',
    means: 'Whether the step was cached',
    empty: 'steps of this kind are always cached, or never',
    of: ({ step }) => (step.cacheable ? step.cached : undefined),
  },
  started_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    means: 'Start of the step, counted from the start of the build',
    of: ({ step }) => step.startedMs,
  },
  duration_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Duration of the step, reported by the builder',
    of: ({ step }) => step.durationMs,
  },
  on_critical_path: {
    unit: 'true or false',
    since: 1,
    precision: 'noisy',
    means: 'Whether the step belongs to the longest chain of steps that wait for each other',
    of: ({ step }) => step.onCriticalPath,
  },
  waits_for: {
    unit: 'text',
    since: 5,
    precision: 'exact',
    means:
      'The steps of the same build whose end it waited for: their numbers in the column `step`, with spaces between them',
    empty: 'it waited for none of them; schema 1 to 4',
    of: ({ waitsFor }) => (waitsFor.length === 0 ? undefined : waitsFor.join(' ')),
  },
  expected: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    values: ['cached', 'executed'],
    means: '`cached` or `executed`: the demand of scenario and strategy',
    empty: 'nothing is demanded of steps of this kind',
    of: ({ step }) => step.expected,
  },
});
