import { buildsOf, buildsOfAll, variantId, type Plan, type Visit } from '../domain/run/plan.ts';
import { chains } from './chains.ts';

/** The plan as a person reads it: what is built how often, and in which order. */
export function describePlan(plan: Plan): string {
  const made = (phase: Visit['phase']) => buildsOfAll(plan.visits.filter((visit) => visit.phase === phase));
  const [measured, primes, controls] = [made('measure'), made('prime'), made('control')];
  const rounds = Array.from({ length: plan.rounds }, (_, index) => index + 1);
  return [
    `${count(plan.variants.length, 'variant')}, ${count(plan.cells.length, 'cell')}, ${count(plan.rounds, 'round')}: ` +
      `${count(measured, 'timed build')}${primes > 0 ? `, ${count(primes, 'prime')}` : ''}` +
      `${controls > 0 ? `, ${count(controls, 'control build')}` : ''} (seed ${plan.seed})`,
    ...rounds.flatMap((round) => [
      '',
      `round ${round}`,
      ...chains(plan.visits.filter((visit) => visit.round === round)).map(
        ([first, ...rest]) =>
          `  ${String(first.sequence).padStart(4)}  ` +
          (first.phase === 'control'
            ? 'control'
            : `${variantId(first).padEnd(22)} ` + [first, ...rest].map(visitText).join(', ')),
      ),
    ]),
    '',
  ].join('\n');
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `warm ×5`: five builds, one sample. */
const visitText = (visit: Visit): string =>
  visit.phase === 'prime'
    ? '(prime)'
    : `${visit.scenario}${buildsOf(visit) === 1 ? '' : ` ×${buildsOf(visit)}`}`;
