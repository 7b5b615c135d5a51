import { parentPort } from 'node:worker_threads';
import type { Condition } from './conditions.ts';
import { quietYear, type QuietYear } from './quiet-year.ts';
import { steps, type StepWorld } from './steps.ts';

/** One world. */
export interface WorldShare {
  readonly condition: Condition;
  readonly seed: number;
  /** Of a quiet year, how many of the common rules are looked at; absent: steps are put into the world. */
  readonly common?: number;
}

export type WorldResult = QuietYear | StepWorld;

parentPort?.on('message', ({ condition, seed, common }: WorldShare) => {
  const result: WorldResult =
    common === undefined ? steps(condition, seed) : quietYear(condition, seed, common);
  parentPort?.postMessage(result);
});
