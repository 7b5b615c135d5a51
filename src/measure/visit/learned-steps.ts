import type { Step } from '../../domain/run/sample.ts';
import { fetches, type ExpectedSteps } from './expected-steps.ts';

/** What a step is called in every build: stage and instruction, without its number. */
const nameOf = ({ stage, instruction }: Step): string =>
  stage === '' ? instruction : `[${stage}] ${instruction}`;

/** The steps that ran, by name: what the first edited build of a variant teaches. */
export const executedSteps = (steps: readonly Step[]): string[] => [
  ...new Set(steps.filter((step) => step.cacheable && !step.cached && !fetches(step)).map(nameOf)),
];

/**
 * The learned steps run, and no other. A step that two stages share is one, and is printed under the name of either: if no step
 * of that name is there, the same instruction of another stage is meant.
 */
export function learnedSteps(learned: readonly string[], steps: readonly Step[]): ExpectedSteps {
  const cacheable = steps.filter((step) => step.cacheable);
  const there = new Set(cacheable.map(nameOf));
  const isExact = new Set(learned.filter((name) => there.has(name)));
  const elsewhere = learned.filter((name) => !there.has(name));
  const means = (name: string, { instruction }: Step): boolean =>
    name.replace(/^\[[^\]]*\] /, '') === instruction;
  return {
    of: new Map(
      cacheable
        .filter((step) => !fetches(step))
        .map((step) => {
          const runs = isExact.has(nameOf(step)) || elsewhere.some((name) => means(name, step));
          return [step.id, runs ? 'executed' : 'cached'];
        }),
    ),
    ...(learned.length === 0 && { isUnreached: true }),
    unknown: elsewhere.filter((name) => !cacheable.some((step) => means(name, step))),
  };
}
