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
  const inOrder = findings.toSorted(
    (one, other) =>
      one.found - other.found ||
      one.since - other.since ||
      (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );
  for (const one of inOrder) {
    const group = groups.find(({ members }) => takes(members, one));
    if (group === undefined) groups.push({ members: [one] });
    else group.members.push(one);
  }
  return groups;
}

function takes(members: readonly Explained[], one: Explained): boolean {
  const [first] = members;
  if (first === undefined || Math.sign(first.shift) !== Math.sign(one.shift)) return false;
  // A second step of the same series is another change.
  if (members.some(({ scope, id }) => scope === one.scope && id === one.id)) return false;
  return haveOneCause(first, one) && members.some(({ since }) => Math.abs(since - one.since) <= reach);
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
