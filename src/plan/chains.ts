import { variantId, type Visit } from '../domain/run/plan.ts';

/** Visits that follow each other for the same variant. */
export function chains(visits: readonly Visit[]): [Visit, ...Visit[]][] {
  const groups: [Visit, ...Visit[]][] = [];
  for (const visit of visits) {
    const group = groups.at(-1);
    if (group !== undefined && variantId(group[0]) === variantId(visit)) group.push(visit);
    else groups.push([visit]);
  }
  return groups;
}
