/** app x strategy: one Dockerfile, one image. */
export interface Variant {
  readonly app: string;
  readonly strategy: string;
}

/** app x strategy x scenario: what one row of the summary describes. */
export interface Cell extends Variant {
  readonly scenario: string;
}

/**
 * One cell measured in one round, by one build or by several. A prime is built for the sake of the visits that follow it and is
 * not a sample; the control is the same frozen build in every round, and of no cell.
 */
export interface Visit extends Cell {
  /** The number of its first build. */
  readonly sequence: number;
  readonly round: number;
  readonly phase: 'prime' | 'measure' | 'control';
  /** How many builds it makes, one right after the other; 1 if absent. */
  readonly builds?: number;
  /** Which build of its cell in the round its first one is, from 1; 1 if absent. */
  readonly repeat?: number;
}

export const buildsOf = ({ builds = 1 }: Pick<Visit, 'builds'>): number => builds;

/** The builds of all of these visits. */
export const buildsOfAll = (visits: readonly Visit[]): number =>
  visits.reduce((sum, visit) => sum + buildsOf(visit), 0);

/** The builds of a visit, one by one. */
export function singleBuilds(visit: Visit): [Visit, ...Visit[]] {
  const { builds = 1, ...first } = visit;
  const { sequence, repeat = 1 } = first;
  const others = Array.from({ length: builds - 1 }, (_, index) => index + 1);
  return [
    builds === 1 ? first : { ...first, repeat },
    ...others.map((further) => ({ ...first, sequence: sequence + further, repeat: repeat + further })),
  ];
}

export interface Plan {
  readonly seed: number;
  readonly rounds: number;
  readonly variants: readonly Variant[];
  readonly cells: readonly Cell[];
  readonly visits: readonly Visit[];
}

/** The most rounds that anybody may ask for. */
export const mostRounds = 1000;

export const variantId = (variant: Variant): string => `${variant.app}/${variant.strategy}`;
export const cellId = (cell: Cell): string => `${variantId(cell)}/${cell.scenario}`;

/** The frozen build that is visited in every round, to see the machine. It stands in rows like a cell, but is none. */
export const control: Cell = { app: 'control', strategy: 'control', scenario: 'cold' };

/** How often it is built in a round, spread over the round: its time in the round is the median. */
export const controlBuilds = 3;
