import { StagebenchError } from '../../domain/errors.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { Sample, Trouble } from '../../domain/run/sample.ts';
import type { Workbench } from '../workbench.ts';

/** A sample that has no numbers. */
export function withoutFacts(
  bench: Pick<Workbench, 'clock'>,
  visit: Visit,
  state: 'failed' | 'aborted',
  trouble: Trouble,
  sample?: Sample,
): Sample {
  return {
    visit,
    state,
    trouble,
    startedAt: sample?.startedAt ?? bench.clock.date().toISOString(),
    coldMethod: sample?.coldMethod,
    ...(sample?.builtFor && { builtFor: sample.builtFor }),
  };
}

/** What ended a build that has no outcome: the interruption, or the engine. */
export function troubleOf(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return { code: 'INTERRUPTED', reason: 'interrupted' };
  return {
    code: error instanceof StagebenchError ? error.code : 'ENGINE_REQUEST',
    reason: (error as Error).message,
  };
}

export const interruptionOr = (error: unknown, signal: AbortSignal): unknown =>
  signal.aborted ? new StagebenchError('INTERRUPTED', 'The run was interrupted.') : error;
