import type { Step, Trouble } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';

/** Holds the observed steps against what the scenario demands; undefined if the sample counts. */
export function verifyCache(scenario: ScenarioDefinition, steps: readonly Step[]): Trouble | undefined {
  const cacheable = steps.filter((step) => step.cacheable);
  if (cacheable.length === 0) {
    return { code: 'CACHE_NOT_AS_DEMANDED', reason: 'the builder reported no step of the Dockerfile' };
  }
  const wantCached = scenario.expects === 'all-cached';
  const wrong = cacheable.filter((step) => step.cached !== wantCached);
  if (wrong.length === 0) return undefined;
  const happened = wantCached ? 'was executed' : 'came from the cache';
  const more = wrong.length === 1 ? '' : ` (and ${wrong.length - 1} more)`;
  return {
    code: 'CACHE_NOT_AS_DEMANDED',
    reason: `${scenario.id} build: step ${wrong[0]?.name} ${happened}${more}`,
  };
}
