import type { Step, Trouble } from '../../domain/run/sample.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import type { ExpectedSteps } from './expected-steps.ts';

/** Holds the observed steps against what is expected of each; undefined if the sample counts. */
export function verifyCache(
  scenario: ScenarioDefinition,
  steps: readonly Step[],
  expected: ExpectedSteps,
): Trouble | undefined {
  const trouble = (reason: string): Trouble => ({ code: 'CACHE_NOT_AS_DEMANDED', reason });
  if (!steps.some((step) => step.cacheable)) return trouble('the builder reported no step of the Dockerfile');
  if (expected.isUnreached)
    return trouble(
      `${scenario.id} build: no step needs the changed file. In stagebench.json name another one, or empty reruns if this is meant`,
    );
  if (expected.unknown.length > 0)
    return trouble(`${scenario.id} build: the Dockerfile has no step "${expected.unknown.join('", "')}"`);
  const wrong = steps.filter((step) => {
    const wanted = expected.of.get(step.id);
    return wanted !== undefined && step.cached !== (wanted === 'cached');
  });
  const [first] = wrong;
  if (first === undefined) return undefined;
  const more = wrong.length === 1 ? '' : ` (and ${wrong.length - 1} more)`;
  const happened = first.cached ? 'came from the cache' : 'was executed';
  return trouble(`${scenario.id} build: step ${first.name} ${happened}${more}`);
}
