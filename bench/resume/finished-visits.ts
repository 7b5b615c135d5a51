import { cellId, type Visit } from '../../src/domain/plan.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import type { VariantStates } from '../../src/measure/variant-state.ts';
import type { Finished } from '../../src/plan/remaining.ts';
import type { KeptBuild } from '../../src/record/kept-build.ts';

/** What need not be done again, by the rows that there are: an aborted visit has no sample, whatever it has cost. */
export function finishedVisits(
  builds: readonly KeptBuild[],
  states: VariantStates,
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): Finished {
  const key = (visit: Pick<Visit, 'app' | 'strategy' | 'scenario' | 'round'>): string =>
    `${cellId(visit)} ${visit.round}`;
  const samples = builds.filter(({ phase, state }) => phase !== 'prime' && state !== 'aborted');
  const done = new Set(samples.map(key));
  return {
    has: (visit) => done.has(key(visit)),
    isBlocked: (visit) => states.blocks(visit, scenarios.get(visit.scenario)) !== undefined,
  };
}
