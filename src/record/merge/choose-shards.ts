import { StagebenchError } from '../../domain/errors.ts';
import { shardText } from '../../domain/run/shard.ts';
import { isFinished } from '../run-folder/finish-end.ts';
import type { FoundShard } from './find-shards.ts';

/** What is merged, and what is not there. */
export interface ChosenShards {
  /** By number; at least one. */
  readonly shards: readonly [FoundShard, ...FoundShard[]];
  /** Numbers. */
  readonly missing: readonly number[];
  /** Runs that have not come to their end. */
  readonly unfinished: readonly FoundShard[];
}

/** One finished run of each shard. Throws SHARD_TWICE if there are two of one, NO_SHARD if there is none. */
export function chooseShards(found: readonly FoundShard[]): ChosenShards {
  const finished = found.filter(({ manifest }) => isFinished(manifest));
  const byNumber = Map.groupBy(finished, ({ shard }) => shard.number);
  for (const [number, [one, other]] of byNumber) {
    if (one === undefined || other === undefined || one.shard.of !== other.shard.of) continue;
    throw new StagebenchError(
      'SHARD_TWICE',
      `Shard ${shardText({ number, of: one.shard.of })} is there twice: ${one.folder} and ${other.folder}.`,
    );
  }
  const [first, ...others] = finished.toSorted((one, other) => one.shard.number - other.shard.number);
  const unfinished = found.filter((shard) => !finished.includes(shard));
  if (first === undefined)
    throw new StagebenchError(
      'NO_SHARD',
      `No shard has come to its end: ${unfinished.map(({ folder }) => folder).join(', ')}.`,
    );
  const numbers = Array.from({ length: first.shard.of }, (_, index) => index + 1);
  return {
    shards: [first, ...others],
    missing: numbers.filter((number) => !byNumber.has(number)),
    // Of a pod that was started again, the first try says nothing any more.
    unfinished: unfinished.filter(({ shard }) => !byNumber.has(shard.number)),
  };
}
