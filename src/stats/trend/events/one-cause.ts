import type { Explained } from './explained.ts';

/** Nights that two findings of one change may lie apart. */
const reach = 2;

/** What one cause did: one alert. */
export interface CauseGroup {
  /** In the order in which they were found. */
  readonly members: Explained[];
}

/**
 * Puts together what one cause did: findings of one direction, about the same night, that share a pinned input, or of which none has
 * one. Each finding goes into the group that fits when it is found, in the order of the nights, and stays there: of a longer history the
 * groups are the same, with more in them. The groups are in the order in which they were begun.
 */
export function groupsOfOneCause(findings: readonly Explained[]): CauseGroup[] {
  const groups: CauseGroup[] = [];
  /** By the night that a member began in: the places of groups, in their order. Years of findings are not gone through for each. */
  const begun = new Map<number, number[]>();
  const inOrder = findings.toSorted(
    (one, other) =>
      one.found - other.found ||
      one.since - other.since ||
      (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );
  for (const one of inOrder) {
    const near = nearTo(one.since).flatMap((night) => begun.get(night) ?? []);
    const fitting = near.filter((place) => takes(groups[place]?.members ?? [], one));
    const place = fitting.length === 0 ? groups.length : Math.min(...fitting);
    groups[place] ??= { members: [] };
    groups[place].members.push(one);
    const there = begun.get(one.since);
    if (there === undefined) begun.set(one.since, [place]);
    else if (!there.includes(place)) there.push(place);
  }
  return groups;
}

/** The nights of which a finding may tell the same. */
const nearTo = (since: number): number[] =>
  Array.from({ length: 2 * reach + 1 }, (_, index) => since - reach + index);

/** Of a group that has a member about the same night. */
function takes(members: readonly Explained[], one: Explained): boolean {
  const [first] = members;
  if (first === undefined || Math.sign(first.shift) !== Math.sign(one.shift)) return false;
  // A second step of the same series is another change.
  if (members.some(({ scope, id }) => scope === one.scope && id === one.id)) return false;
  return haveOneCause(first, one);
}

/** Each variant has a definition of its own: two that came in one night, of one commit, are one cause. */
const haveOneCause = ({ origins }: Explained, other: Explained): boolean =>
  origins.length === 0
    ? other.origins.length === 0
    : origins.some(({ cause, came }) =>
        other.origins.some(
          (origin) =>
            origin.cause.column === cause.column &&
            (origin.came === came || origin.cause.after === cause.after),
        ),
      );
