import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Of each variant every two or three weeks; `with-step`: those of the series that get slower change in that night, too. */
export type DefinitionChanges = 'between' | 'with-step';

/** Nights from one change of a definition to the next one. */
const leastGap = 14;
const mostGap = 21;

/** Which of so many variants have another definition than the night before, night by night. Seeded. */
export function definitionChanges(variants: number, nights: number, seed: number): ReadonlySet<number>[] {
  const dice = xoroshiro128plus(seed);
  const gap = (): number => leastGap + Math.floor((mostGap - leastGap + 1) * uniformFloat64(dice));
  const changed = Array.from({ length: nights }, () => new Set<number>());
  for (let variant = 0; variant < variants; variant += 1) {
    // The first change comes anywhere in the first gap, else all change together in the beginning.
    for (let night = 1 + Math.floor(mostGap * uniformFloat64(dice)); night < nights; night += gap())
      changed[night]?.add(variant);
  }
  return changed;
}
