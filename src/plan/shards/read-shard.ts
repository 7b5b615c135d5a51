import { StagebenchError } from '../../domain/errors.ts';
import { mostShards, type Shard } from '../../domain/run/shard.ts';

/** Set in every pod of an Indexed Job, from 0 (https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode). */
const indexVariable = 'JOB_COMPLETION_INDEX';

/** `2/5`, or `auto/5`, where the environment of a Kubernetes Job says which one. Throws USAGE. */
export function readShard(text: string, environment: Readonly<Record<string, string | undefined>>): Shard {
  const [, which = '', count = ''] = /^(auto|\d+)\/(\d+)$/.exec(text) ?? [];
  if (count === '') throw usage(`--shard must be a number of all, like 2/5, or auto/5, not "${text}".`);
  const of = Number(count);
  if (of < 1 || of > mostShards)
    throw usage(`--shard ${text}: a plan is split into 1 to ${mostShards} shards, not into ${count}.`);
  const number = which === 'auto' ? indexOfJob(text, environment) + 1 : Number(which);
  if (number >= 1 && number <= of) return { number, of };
  if (which !== 'auto') throw usage(`--shard ${text}: there are shards 1 to ${of}, and no ${which}.`);
  throw usage(
    `--shard ${text}: ${indexVariable} is ${number - 1}, so this is shard ${number}; there are shards 1 to ${of}. ` +
      `The completions of the Job must be ${of}.`,
  );
}

function indexOfJob(text: string, environment: Readonly<Record<string, string | undefined>>): number {
  const index = environment[indexVariable];
  if (index === undefined || index === '')
    throw usage(
      `--shard ${text} needs ${indexVariable}, which Kubernetes sets in an Indexed Job; elsewhere name the shard, like 2/5.`,
    );
  if (/^\d+$/.test(index)) return Number(index);
  throw usage(`--shard ${text}: ${indexVariable} is "${index}", which is no number.`);
}

const usage = (message: string): StagebenchError => new StagebenchError('USAGE', message);
