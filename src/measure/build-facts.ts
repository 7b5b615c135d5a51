import type { BuildFacts, Step } from '../domain/sample.ts';

/** Sums up one finished build. `solveMs` spans the first to the last moment a cacheable step ran; 0 if all were cached. */
export function buildFacts(wallMs: number, steps: readonly Step[], imageId: string): BuildFacts {
  const cacheable = steps.filter((step) => step.cacheable);
  const executed = cacheable.filter((step) => !step.cached);
  const span =
    executed.length === 0
      ? 0
      : Math.max(...executed.map((step) => step.startedMs + step.durationMs)) -
        Math.min(...executed.map((step) => step.startedMs));
  const total = (kind: Step['kind']) =>
    steps.filter((step) => step.kind === kind).reduce((sum, step) => sum + step.durationMs, 0);
  return {
    wallMs,
    contextMs: total('context'),
    solveMs: span,
    exportMs: total('export'),
    stepsTotal: cacheable.length,
    stepsCached: cacheable.length - executed.length,
    imageId,
  };
}
