import { roundEffects } from '../samples/round-effects.ts';
import type { TimedSample } from '../samples/good-samples.ts';

/** A machine that had something else to do in some rounds: all builds of a round took longer together. */
export interface Unsteady {
  readonly fastest: number;
  readonly slowest: number;
  /** Time in the slowest round ÷ time in the fastest one. */
  readonly ratio: number;
  /** So many cells say so, in each of the two at least. */
  readonly cells: number;
}

/**
 * From here on a round is said to be slow. Where builds scatter by 3 %, the effects of 10 rounds of 6 cells lie within 5 %; by
 * 7 %, within 11 %.
 */
export const steadyUpTo = 1.12;
/** Of fewer cells nobody can tell what was the machine's, and what the cell's own. */
const fewestCells = 6;

/** Undefined where rounds were alike, or where there are too few cells or rounds to tell. Throws for NaN. */
export function unsteady(cells: readonly (readonly TimedSample[])[]): Unsteady | undefined {
  const told = roundEffects(cells)
    .filter((round) => round.cells >= fewestCells)
    .toSorted((one, other) => one.effect - other.effect);
  const [fastest, slowest] = [told[0], told.at(-1)];
  if (fastest === undefined || slowest === undefined) return undefined;
  const ratio = Math.exp(slowest.effect - fastest.effect);
  if (ratio <= steadyUpTo) return undefined;
  const least = Math.min(fastest.cells, slowest.cells);
  return { fastest: fastest.round, slowest: slowest.round, ratio, cells: least };
}
