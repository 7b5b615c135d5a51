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
 * One build of one cell in one round. A prime is built for the sake of the visits that follow it and is not a sample; the
 * control is the same frozen build in every round, and of no cell.
 */
export interface Visit extends Cell {
  readonly sequence: number;
  readonly round: number;
  readonly phase: 'prime' | 'measure' | 'control';
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

/** The frozen build that is visited in every round, to cancel the machine. It stands in rows like a cell, but is none. */
export const control: Cell = { app: 'control', strategy: 'control', scenario: 'cold' };
