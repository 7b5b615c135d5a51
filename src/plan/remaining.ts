import { buildsOf, type Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { chains } from './chains.ts';

/** What earlier sessions of a run have done. */
export interface Finished {
  /** What is left to be built of a visit of a cell, or of the control: all of it, some builds, or nothing. */
  readonly leftOf: (visit: Visit) => Visit | undefined;
  /** Whether nothing would be built in a visit: what would prime it has failed, or its image does not work. */
  readonly isBlocked: (visit: Visit) => boolean;
}

/**
 * What is left of a round, in its order. Where a chain was cut behind its cold build, image and cache are gone: an untimed
 * prime opens the rest of it. A visit that imports a cache has a prime of its own.
 */
export function remaining(
  visits: readonly Visit[],
  { leftOf, isBlocked }: Finished,
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): Visit[] {
  return chains(visits).flatMap((chain) => {
    const planned = chain.filter(({ phase }) => phase !== 'prime');
    const left = planned.flatMap((visit) => leftOf(visit) ?? []);
    const [first] = left;
    if (first === undefined) return [];
    if (planned.every((visit) => leftOf(visit) === visit)) return chain;
    const cacheOf = ({ scenario }: Visit) => scenarios.get(scenario)?.cache;
    const isPrimed = cacheOf(first) !== 'primed' || left.every(isBlocked);
    const opened = isPrimed ? left : [primeOf(first), ...left];
    return opened.flatMap((visit) =>
      cacheOf(visit) === 'imported' && !isBlocked(visit) ? [primeOf(visit), visit] : [visit],
    );
  });
}

const primeOf = ({ app, strategy, scenario, round, sequence }: Visit): Visit => ({
  ...{ app, strategy, scenario, round, sequence, phase: 'prime' },
});

/** Counts the builds of visits on from `first`. */
export function numbered(visits: readonly Omit<Visit, 'sequence'>[], first: number): Visit[] {
  let next = first;
  return visits.map((visit) => {
    const sequence = next;
    next += buildsOf(visit);
    return { ...visit, sequence };
  });
}
