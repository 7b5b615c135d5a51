import { variantId, type Plan, type Visit } from '../domain/plan.ts';

/** The plan as a person reads it: what is built how often, and in which order. */
export function describePlan(plan: Plan): string {
  const measured = plan.visits.filter((visit) => visit.phase === 'measure').length;
  const primes = plan.visits.length - measured;
  const rounds = Array.from({ length: plan.rounds }, (_, index) => index + 1);
  return [
    `${count(plan.variants.length, 'variant')}, ${count(plan.cells.length, 'cell')}, ${count(plan.rounds, 'round')}: ` +
      `${count(measured, 'timed build')}${primes > 0 ? ` and ${count(primes, 'prime')}` : ''} (seed ${plan.seed})`,
    ...rounds.flatMap((round) => [
      '',
      `round ${round}`,
      ...chains(plan.visits.filter((visit) => visit.round === round)).map(
        ([first, ...rest]) =>
          `  ${String(first.sequence).padStart(4)}  ${variantId(first).padEnd(22)} ` +
          [first, ...rest].map((visit) => (visit.phase === 'prime' ? '(prime)' : visit.scenario)).join(', '),
      ),
    ]),
    '',
  ].join('\n');
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Groups visits that follow each other for the same variant. */
function chains(visits: readonly Visit[]): [Visit, ...Visit[]][] {
  const groups: [Visit, ...Visit[]][] = [];
  for (const visit of visits) {
    const group = groups.at(-1);
    if (group !== undefined && variantId(group[0]) === variantId(visit)) group.push(visit);
    else groups.push([visit]);
  }
  return groups;
}
