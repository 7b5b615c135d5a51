import type { BuildFacts, ProvenStep, Step } from '../../domain/run/sample.ts';
import { criticalPath } from './critical-path.ts';
import type { ExpectedSteps } from './expected-steps.ts';

/**
 * Sums up one finished build. `solveMs` spans the first to the last moment a cacheable step ran; 0 if all were cached.
 * A build that only primes has no expectations.
 */
export function buildFacts(
  wallMs: number,
  steps: readonly Step[],
  imageId: string,
  expected?: ExpectedSteps,
): BuildFacts {
  const cacheable = steps.filter((step) => step.cacheable);
  const executed = cacheable.filter((step) => !step.cached);
  const solveMs =
    executed.length === 0
      ? 0
      : Math.max(...executed.map((step) => step.startedMs + step.durationMs)) -
        Math.min(...executed.map((step) => step.startedMs));
  const path = criticalPath(steps);
  const contexts = steps.filter(({ kind }) => kind === 'context');
  const contextBytes = sentBytesOf(contexts);
  return {
    wallMs,
    contextMs: sumOf(contexts),
    ...(contextBytes !== undefined && { contextBytes }),
    solveMs,
    exportMs: sumOf(steps.filter(({ kind }) => kind === 'export')),
    stepsTotal: cacheable.length,
    stepsCached: cacheable.length - executed.length,
    ...(expected && {
      stepsExpectedCached: [...expected.of.values()].filter((what) => what === 'cached').length,
    }),
    criticalPathMs: path.ms,
    ...(solveMs > 0 && { parallelism: sumOf(executed) / solveMs }),
    steps: steps.map((step): ProvenStep => {
      const wanted = expected?.of.get(step.id);
      return { ...step, ...(wanted && { expected: wanted }), onCriticalPath: path.ids.has(step.id) };
    }),
    imageId,
  };
}

/** Undefined as soon as one of them does not say it. */
const sentBytesOf = (contexts: readonly Step[]): number | undefined =>
  contexts.reduce<number | undefined>(
    (sum, { sentBytes }) => (sum === undefined || sentBytes === undefined ? undefined : sum + sentBytes),
    0,
  );

const sumOf = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + step.durationMs, 0);
