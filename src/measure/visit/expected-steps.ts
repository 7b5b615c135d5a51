import type { ColdMethod, Step } from '../../domain/sample.ts';
import type { ScenarioDefinition } from '../../domain/scenario.ts';
import type { Reruns } from '../../domain/strategy.ts';

export type Expectation = 'cached' | 'executed';

/** What each cacheable step must do, by its id; and what the strategy names that the build does not have. */
export interface ExpectedSteps {
  readonly of: ReadonlyMap<string, Expectation>;
  readonly unknown: readonly string[];
}

/**
 * What `--no-cache` does not reach: BuildKit makes the folder of a WORKDIR without telling the solver to ignore its cache
 * (dispatchWorkdir in https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go; RUN, COPY
 * and ADD do). Such a step, of a millisecond, may come from the cache of an earlier build, the user's own among them.
 */
const ignoresNoCache = (step: Step): boolean => step.instruction.startsWith('WORKDIR ');

/**
 * A cold build runs every step; where it is cold by `no-cache`, nothing is demanded of those that do not listen to it. An
 * edit re-runs, in each stage, the first step that the strategy names and all that follow it in that stage (a step's cache
 * key includes the step before it: https://docs.docker.com/build/cache/invalidation/). Everything else is cached.
 */
export function expectedSteps(
  scenario: ScenarioDefinition,
  reruns: Reruns,
  steps: readonly Step[],
  coldMethod?: ColdMethod,
): ExpectedSteps {
  const cacheable = steps.filter((step) => step.cacheable);
  const all = (what: Expectation, those = cacheable): ExpectedSteps => ({
    of: new Map(those.map(({ id }) => [id, what])),
    unknown: [],
  });
  if (scenario.expects === 'all-executed') {
    const listening = cacheable.filter((step) => !ignoresNoCache(step));
    return all('executed', coldMethod === 'no-cache' ? listening : cacheable);
  }
  if (scenario.expects === 'all-cached') return all('cached');
  const of = new Map<string, Expectation>();
  for (const stage of Map.groupBy(cacheable, (step) => step.stage).values()) {
    const ordered = stage.toSorted((a, b) => numberOf(a) - numberOf(b));
    const first = ordered.findIndex((step) => reruns.some((name) => names(name, step)));
    for (const [index, { id }] of ordered.entries())
      of.set(id, first >= 0 && index >= first ? 'executed' : 'cached');
  }
  return { of, unknown: reruns.filter((name) => !cacheable.some((step) => names(name, step))) };
}

/** The step's number within its stage: `[build 2/4] …` -> 2. */
const numberOf = (step: Step): number => Number(/(\d+)\/\d+\]/.exec(step.name)?.[1] ?? 0);

const names = (rerun: string, { stage, instruction }: Step): boolean =>
  instruction.startsWith(rerun) || `[${stage}] ${instruction}`.startsWith(rerun);
