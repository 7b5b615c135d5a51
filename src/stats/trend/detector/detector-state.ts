import type { MachineState } from './machine-offsets.ts';

/** What is kept between nights, without those that are older than the baseline; it can be derived again from the nights. */
export interface DetectorState {
  readonly adjusted: readonly number[];
  readonly raw: readonly number[];
  readonly machines: readonly string[];
  readonly pushes: readonly number[];
  readonly pushed: number;
  readonly met: readonly (readonly [machine: string, nights: number])[];
  /** So many of the oldest of these nights are the baseline. */
  readonly baseline: number;
  readonly residuals: readonly number[];
  /** null: there is none yet. */
  readonly level: number | null;
  readonly hasSeen: boolean;
  readonly told?: Told;
  readonly offsets: MachineState;
}

/** A change that was told. */
export interface Told {
  readonly direction: 1 | -1;
  /** Above 0. */
  readonly shift: number;
  /** The number of its night among all that were given. */
  readonly pushed: number;
}
