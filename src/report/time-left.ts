import { control, variantId, type Visit } from '../domain/plan.ts';

/** A visit that is over, with all the time it took, preparation included; ms. */
export interface DoneVisit {
  readonly visit: Visit;
  readonly tookMs: number;
}

/**
 * Expected ms for the visits that are left: what the same cell took last time, else the mean of its scenario.
 * Undefined while a scenario has not been seen at all. A prime is a cold build, whatever it primes.
 */
export function timeLeft(done: readonly DoneVisit[], left: readonly Visit[]): number | undefined {
  const lastOfCell = new Map(done.map(({ visit, tookMs }) => [cell(visit), tookMs]));
  const ofScenario = Map.groupBy(done, ({ visit }) => scenario(visit));
  let total = 0;
  for (const visit of left) {
    const seen = ofScenario.get(scenario(visit));
    const mean = seen && seen.reduce((sum, { tookMs }) => sum + tookMs, 0) / seen.length;
    const expected = lastOfCell.get(cell(visit)) ?? mean;
    if (expected === undefined) return undefined;
    total += expected;
  }
  return total;
}

const scenario = (visit: Visit): string => (visit.phase === 'prime' ? control.scenario : visit.scenario);
const cell = (visit: Visit): string => `${variantId(visit)}/${scenario(visit)}`;
