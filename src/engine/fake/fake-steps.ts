import type { Step } from '../../domain/sample.ts';

/** Executed steps take so long, cached ones nothing; ms. */
const durations = { dependencies: 4000, build: 2500, runtime: 300 };

/** The steps of a made-up build. `isCached` is asked once per cacheable step, in order. */
export function fakeSteps(image: string, isCached: (step: string) => boolean): Step[] {
  let startedMs = 0;
  const step = (kind: Step['kind'], name: string, executedMs: number): Step => {
    const cached = kind === 'step' && isCached(name);
    const durationMs = cached ? 0 : executedMs;
    const made = { name, kind, cacheable: kind === 'step', cached, startedMs, durationMs };
    startedMs += durationMs;
    return made;
  };
  return [
    step('internal', '[internal] load build definition from Dockerfile', 20),
    step('context', '[internal] load build context', 30),
    step('step', '[deps 2/3] RUN install the dependencies', durations.dependencies + image.length * 100),
    step('step', '[build 1/2] RUN compile', durations.build),
    step('step', '[runtime 2/2] COPY --from=build /app /app', durations.runtime),
    step('export', 'exporting to image', 100),
  ];
}
