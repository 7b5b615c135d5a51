import type { Cell, Plan, Variant, Visit } from '../domain/plan.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';
import { shuffle } from './shuffle.ts';

export interface PlanRequest {
  readonly apps: readonly { readonly id: string }[];
  readonly strategies: readonly { readonly id: string }[];
  /** In chain order. */
  readonly scenarios: readonly ScenarioDefinition[];
  /** Whole number from 1. */
  readonly rounds: number;
  /** 32-bit integer. */
  readonly seed: number;
}

/**
 * Round by round, the variants in a seeded order, and within a variant its scenarios as one chain: the cold build
 * primes what follows. Where no cold build is selected, an untimed prime build opens the chain.
 */
export function plan(request: PlanRequest): Plan {
  const variants = request.apps.flatMap((app) =>
    request.strategies.map((strategy): Variant => ({ app: app.id, strategy: strategy.id })),
  );
  const cells = variants.flatMap((variant) =>
    request.scenarios.map((scenario): Cell => ({ ...variant, scenario: scenario.id })),
  );
  const rounds = Array.from({ length: request.rounds }, (_, index) => index + 1);
  const visits = rounds.flatMap((round) =>
    shuffle(variants, roundSeed(request.seed, round)).flatMap((variant) =>
      chain(variant, request.scenarios, round),
    ),
  );
  return {
    seed: request.seed,
    rounds: request.rounds,
    variants,
    cells,
    visits: visits.map((visit, index) => ({ ...visit, sequence: index + 1 })),
  };
}

/** Rounds must not share an order; an odd multiplier (2^32 / golden ratio) spreads neighbouring seeds. */
const roundSeed = (seed: number, round: number): number => (seed ^ Math.imul(round, 0x9e3779b1)) | 0;

function chain(
  variant: Variant,
  scenarios: readonly ScenarioDefinition[],
  round: number,
): Omit<Visit, 'sequence'>[] {
  const visits = scenarios.map((scenario) => ({
    ...variant,
    scenario: scenario.id,
    round,
    phase: 'measure' as const,
  }));
  const first = scenarios[0];
  if (first?.cache !== 'primed') return visits;
  return [{ ...variant, scenario: first.id, round, phase: 'prime' }, ...visits];
}
