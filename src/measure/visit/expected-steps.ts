import { namesStep, reachedSteps } from '../../dockerfile/reached-steps.ts';
import type { ColdMethod, Step } from '../../domain/run/sample.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import type { Reruns } from '../../domain/definitions/strategy.ts';

type Expectation = 'cached' | 'executed';

/** What each cacheable step must do, by its id; and what the strategy names that the build does not have. */
export interface ExpectedSteps {
  readonly of: ReadonlyMap<string, Expectation>;
  readonly unknown: readonly string[];
  /** Present where no step needs what an edit changes, and nobody has said that this is meant. */
  readonly isUnreached?: true;
}

/**
 * What `--no-cache` does not reach: BuildKit makes the folder of a WORKDIR without telling the solver to ignore its cache
 * (dispatchWorkdir in https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go; RUN, COPY
 * and ADD do). Such a step, of a millisecond, may come from the cache of an earlier build, the user's own among them. On an empty
 * base it has no input: then it is begun before an imported cache is there, and never called cached, although nobody needs its result.
 */
const makesFolder = (step: Step): boolean => step.instruction.startsWith('WORKDIR ');

/**
 * Whether a step fetches: BuildKit asks an address anew in each build, and calls the step cached in some builds only (seen with a server
 * that gives no ETag). So nothing is demanded of it but to run when the build is cold. Another answer shows in the steps that use it.
 */
export const fetches = ({ instruction }: Pick<Step, 'instruction'>): boolean =>
  /^ADD\s.*?(?:(?<=\s)(?:https?|git|ssh):\/\/|(?<=\s)(?:git@|github\.com\/))\S+\s/i.test(instruction);

/**
 * A cold build runs every step; where it is cold by `no-cache`, or a cache is imported, nothing is demanded of WORKDIR. An edit re-runs
 * the steps that it reaches. Everything else is cached.
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
  const withoutFolders = cacheable.filter((step) => !makesFolder(step));
  const own = cacheable.filter((step) => !fetches(step));
  if (scenario.expects === 'all-executed')
    return all('executed', coldMethod === 'no-cache' ? withoutFolders : cacheable);
  if (scenario.expects === 'all-cached')
    return all('cached', scenario.cache === 'imported' ? own.filter((step) => !makesFolder(step)) : own);
  const of = new Map<string, Expectation>();
  const isReached = reachedSteps(reruns);
  for (const stage of Map.groupBy(cacheable, (step) => step.stage).values()) {
    for (const step of stage.toSorted((a, b) => numberOf(a) - numberOf(b)))
      if (!fetches(step)) of.set(step.id, isReached(step) ? 'executed' : 'cached');
  }
  return { of, unknown: reruns.filter((name) => !cacheable.some((step) => namesStep(name, step))) };
}

/** The step's number within its stage: `[build 2/4] …` -> 2. */
const numberOf = (step: Step): number => Number(/(\d+)\/\d+\]/.exec(step.name)?.[1] ?? 0);
