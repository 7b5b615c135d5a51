/** One of the runs that a plan is split into. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** What run.json of a shard says of the split, so that all shards of one plan can be known by it. */
export interface RecordedShard extends Shard {
  /** Every variant of the whole plan, in its order, with the number of the shard that builds it. */
  readonly split: Readonly<Record<string, number>>;
  /** The run by whose times the shards were made alike; absent where each visit counted the same. */
  readonly balancedBy?: string;
  /** SHA-256 of all that the whole plan builds, and of what judges it; shards of before have only their own. */
  readonly definitions?: Readonly<Record<string, string>>;
}

/** `2/5` */
export const shardText = ({ number, of }: Shard): string => `${number}/${of}`;

/** The most shards that anybody may ask for. */
export const mostShards = 1000;
