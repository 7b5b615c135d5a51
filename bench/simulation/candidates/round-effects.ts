import type { Family } from '../family.ts';
import { sides } from '../family.ts';

/**
 * The times of a pair without the effects of their rounds. The effect of a round is the median, over the cells other than the two, of
 * the logarithm of a cell's time minus that cell's median. Without the two themselves: what is said of a pair must not
 * depend on which of its samples is moved, and with few cells the pair would take away half of its own difference.
 */
export function alignedSides(family: Family, pair: number): readonly [Float64Array, Float64Array] {
  const [one, other] = sides(family, pair);
  const effects = roundEffects(family, pair);
  const aligned = (side: Float64Array): Float64Array =>
    side.map((value, round) => value - (effects[round] ?? 0));
  return [aligned(one), aligned(other)];
}

function roundEffects(family: Family, pair: number): Float64Array {
  const residuals = residualsOf(family);
  const own = new Set(family.pairs[pair]);
  const rounds = family.logs[0]?.length ?? 0;
  const effects = new Float64Array(rounds);
  const column = new Float64Array(residuals.length - own.size);
  for (let round = 0; round < rounds; round += 1) {
    let place = 0;
    residuals.forEach((cell, index) => {
      if (!own.has(index)) column[place++] = cell[round] ?? NaN;
    });
    effects[round] = middleOf(column);
  }
  return effects;
}

const known = new WeakMap<Family, readonly Float64Array[]>();

/** Of each cell, what is above or below its own median. */
function residualsOf(family: Family): readonly Float64Array[] {
  const found = known.get(family);
  if (found !== undefined) return found;
  const residuals = family.logs.map((cell) => {
    const middle = middleOf(cell);
    return cell.map((value) => value - middle);
  });
  known.set(family, residuals);
  return residuals;
}

/** The median; 0 of nothing. */
export function middleOf(values: Float64Array): number {
  const n = values.length;
  if (n === 0) return 0;
  const rising = values.toSorted();
  return ((rising[(n - 1) >> 1] ?? NaN) + (rising[n >> 1] ?? NaN)) / 2;
}
