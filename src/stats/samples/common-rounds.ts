import type { TimedSample } from './good-samples.ts';

/**
 * Of both sides the samples of rounds in which both have one, so that drift of the machine is the same in both. A side
 * without any sample leaves the other as it is: there is nothing to compare.
 */
export function commonRounds<T extends TimedSample>(
  one: readonly T[],
  other: readonly T[],
): [readonly T[], readonly T[]] {
  if (one.length === 0 || other.length === 0) return [one, other];
  const roundsOf = (samples: readonly T[]) => new Set(samples.map(({ round }) => round));
  const both = roundsOf(one).intersection(roundsOf(other));
  const within = (samples: readonly T[]) => samples.filter(({ round }) => both.has(round));
  return [within(one), within(other)];
}
