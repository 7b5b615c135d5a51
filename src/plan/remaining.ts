import type { Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { chains } from './chains.ts';

/** What earlier sessions of a run have done. */
export interface Finished {
  /** Whether the visit of a cell, or of the control, has its sample. */
  readonly has: (visit: Visit) => boolean;
  /** Whether nothing would be built in a visit: what would prime it has failed, or its image does not work. */
  readonly isBlocked: (visit: Visit) => boolean;
}

/**
 * What is left of a round, in its order. Where a chain was cut behind its cold build, image and cache are gone: an untimed
 * prime opens the rest of it.
 */
export function remaining(
  visits: readonly Visit[],
  { has, isBlocked }: Finished,
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): Visit[] {
  return chains(visits).flatMap((chain) => {
    const left = chain.filter((visit) => visit.phase !== 'prime' && !has(visit));
    const [first] = left;
    if (first === undefined) return [];
    if (!chain.some(has)) return chain;
    const isPrimed = scenarios.get(first.scenario)?.cache === 'none' || left.every(isBlocked);
    return isPrimed ? left : [{ ...first, phase: 'prime' }, ...left];
  });
}

/** Counts visits on from `first`. */
export const numbered = (visits: readonly Visit[], first: number): Visit[] =>
  visits.map((visit, index) => ({ ...visit, sequence: first + index }));
