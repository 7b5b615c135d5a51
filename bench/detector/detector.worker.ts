import { parentPort } from 'node:worker_threads';
import { falseAlarms, found } from './count.ts';
import { models } from './models.ts';

/** One world of one model. */
export interface WorldShare {
  /** Its place among the models. */
  readonly model: number;
  readonly samples: number;
  readonly seed: number;
  /** A step that is put into three series, as a ratio; a year without any if undefined. */
  readonly ratio?: number;
}

/** By rule: alarms of a year, or how many of the steps were found by each night that is asked for. */
export interface WorldResult {
  readonly up: readonly number[];
  readonly down: readonly number[];
  readonly found: readonly (readonly number[])[];
}

parentPort?.on('message', ({ model, samples, seed, ratio }: WorldShare) => {
  const made = models[model];
  if (made === undefined) throw new RangeError(`There is no model ${model}`);
  const alarms = ratio === undefined ? falseAlarms(made, samples, seed) : [];
  const result: WorldResult = {
    up: alarms.map(({ up }) => up),
    down: alarms.map(({ down }) => down),
    found: ratio === undefined ? [] : found(made, samples, ratio, seed),
  };
  parentPort?.postMessage(result);
});
