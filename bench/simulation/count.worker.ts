import { parentPort, workerData } from 'node:worker_threads';
import { covered, moved, still } from './conditions.ts';
import { count, type Counted } from './count.ts';

/** Some families of one condition. */
export interface Share {
  readonly what: Counted;
  /** Its place among those of the same kind. */
  readonly condition: number;
  readonly families: number;
  readonly seed: number;
}

const measured = workerData as readonly number[];
const conditions = { 'false families': still(measured), found: moved(measured), covered: covered(measured) };

parentPort?.on('message', ({ what, condition, families, seed }: Share) => {
  const made = conditions[what][condition]?.made;
  if (made === undefined) throw new RangeError(`There is no condition ${condition}`);
  void count(what, made, families, seed).then((sums) => parentPort?.postMessage(sums));
});
