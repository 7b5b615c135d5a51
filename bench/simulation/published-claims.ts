import { candidates } from './candidates/candidates.ts';
import type { Candidate, Family } from './family.ts';

/** How many differences are claimed of measured pairs of the same Dockerfile, into which differences were put. */
export interface PublishedClaims {
  readonly name: string;
  /** By candidate. */
  readonly values: readonly number[];
}

/** As the rows are; with 8 and 10 % put into one pair after the other, and into all at once; longer, and as often shorter. */
export async function publishedClaims(
  family: Family,
  judges: readonly Candidate[] = candidates,
): Promise<PublishedClaims[]> {
  const each = family.pairs.map((_, pair) => [pair]);
  const all = [family.pairs.map((_, pair) => pair)];
  const put = async (effect: number, into: readonly (readonly number[])[]): Promise<number[]> => {
    const counts = new Array<number>(judges.length).fill(0);
    for (const sign of [1, -1])
      for (const pairs of into) {
        const changed = moved(family, pairs, Math.log1p(sign * effect));
        for (const [place, { claims }] of judges.entries()) {
          const claimed = await claims(changed);
          counts[place] = (counts[place] ?? 0) + pairs.filter((pair) => claimed[pair]).length;
        }
      }
    return counts;
  };
  const asTheyAre = await Promise.all(
    judges.map(async ({ claims }) => (await claims(family)).filter(Boolean).length),
  );
  return [
    { name: `as they are, of ${family.pairs.length}`, values: asTheyAre },
    ...(await Promise.all(
      [0.08, 0.1].flatMap((effect) => [
        put(effect, each).then((values) => ({ name: named(effect, 'one at a time'), values })),
        put(effect, all).then((values) => ({ name: named(effect, 'all at once'), values })),
      ]),
    )),
  ];

  function named(effect: number, how: string): string {
    return `± ${100 * effect} %, ${how}, of ${2 * family.pairs.length}`;
  }
}

function moved({ logs, pairs }: Family, which: readonly number[], shift: number): Family {
  const cells = new Set(which.map((pair) => pairs[pair]?.[0]));
  return {
    pairs,
    logs: logs.map((cell, index) => (cells.has(index) ? cell.map((value) => value + shift) : cell)),
  };
}
