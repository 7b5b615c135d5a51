import { option } from './option.ts';

const shard = option({
  name: 'shard',
  type: 'string',
  affects: 'rows',
  describe:
    'Only this part of the plan, like 2/5: what is compared stays together; auto/5 takes the number from a Kubernetes Job (default seed here: 1)',
});

const balance = option({
  name: 'balance',
  type: 'string',
  affects: 'rows',
  describe:
    'With --shard: the run by whose times shards are made alike, or even for none (default: the newest of all these cells)',
  needs: 'shard',
});

/** Of a plan that several machines measure: which part. */
export const shardOptions = [shard, balance] as const;
