import type { Reruns } from '../domain/definitions/strategy.ts';

/** What a step is known by: its stage and its instruction. */
interface NamedStep {
  readonly stage: string;
  readonly instruction: string;
}

/** Whether an entry of `reruns` (`[stage] INSTRUCTION …`, cut off anywhere, or without the stage) names a step. */
export const namesStep = (rerun: string, { stage, instruction }: NamedStep): boolean =>
  instruction.startsWith(rerun) || `[${stage}] ${instruction}`.startsWith(rerun);

/**
 * Whether an edit reaches a step, asked of the steps of each stage in their order: in each stage the first one that `reruns`
 * names and all that follow it, because a step's cache key includes the step before it
 * (https://docs.docker.com/build/cache/invalidation/).
 */
export function reachedSteps(reruns: Reruns): (step: NamedStep) => boolean {
  const stages = new Set<string>();
  return (step) => {
    if (reruns.some((rerun) => namesStep(rerun, step))) stages.add(step.stage);
    return stages.has(step.stage);
  };
}
