import type { Strategy } from '../../src/domain/definitions/strategy.ts';

/** A variant of a project as two commits have it. */
export interface VariantPair {
  /** As the newer one calls it. */
  readonly name: string;
  readonly base: Strategy;
  readonly head: Strategy;
}

/** What is at both commits, and what is at only one. */
export interface PairedVariants {
  readonly pairs: readonly VariantPair[];
  readonly onlyBase: readonly Strategy[];
  readonly onlyHead: readonly Strategy[];
}

/**
 * Finds each variant of one commit in the other. The same Dockerfile goes before the same name: a name that was made of a path is
 * another one where a Dockerfile came to it.
 */
export function pairVariants(base: readonly Strategy[], head: readonly Strategy[]): PairedVariants {
  const left = new Set(base);
  const found = new Map<Strategy, Strategy>();
  const sameFile = (one: Strategy, other: Strategy): boolean => one.title === other.title;
  const sameName = (one: Strategy, other: Strategy): boolean => one.id === other.id;
  for (const isSame of [
    (one: Strategy, other: Strategy) => sameFile(one, other) && sameName(one, other),
    sameFile,
    sameName,
  ])
    for (const one of head) {
      if (found.has(one)) continue;
      const other = [...left].find((candidate) => isSame(one, candidate));
      if (other === undefined) continue;
      left.delete(other);
      found.set(one, other);
    }
  return {
    pairs: head.flatMap((one) => {
      const other = found.get(one);
      return other === undefined ? [] : [{ name: one.id, base: other, head: one }];
    }),
    onlyBase: [...left],
    onlyHead: head.filter((one) => !found.has(one)),
  };
}
