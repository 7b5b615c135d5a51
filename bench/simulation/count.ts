import { candidates } from './candidates/candidates.ts';
import type { Candidate, Family } from './family.ts';
import { drawing, makeUp, type Made } from './noise.ts';

/** What is counted of each family. */
export type Counted = 'false families' | 'found' | 'covered';

/** By candidate: what was counted, as a share of one family each, added up over so many families. */
export async function count(
  what: Counted,
  made: Made,
  families: number,
  seed: number,
  judges: readonly Candidate[] = candidates,
): Promise<number[]> {
  const draw = drawing(seed);
  const sums = new Array<number>(judges.length).fill(0);
  for (let index = 0; index < families; index += 1) {
    const family = makeUp(made, draw);
    for (const [place, candidate] of judges.entries()) {
      sums[place] = (sums[place] ?? 0) + (await counters[what](family, candidate, made));
    }
  }
  return sums;
}

type Counter = (family: Family, candidate: Candidate, made: Made) => Promise<number>;

const counters: Readonly<Record<Counted, Counter>> = {
  'false families': async (family, { claims }) => ((await claims(family)).includes(true) ? 1 : 0),
  found: async (family, { claims }, { pairs, differing = pairs }) =>
    (await claims(family)).slice(0, differing).filter(Boolean).length / differing,
  // Of three pairs of a family only: the others are there for the effects of rounds.
  covered: async (family, { interval }) => {
    if (interval === undefined) return NaN;
    const ends = [0, 1, 2].map((pair) => interval(family, pair));
    return ends.filter((pair) => pair !== undefined && pair[0] <= 0 && pair[1] >= 0).length / ends.length;
  },
};
