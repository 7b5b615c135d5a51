import path from 'node:path';
import { shardText, type RecordedShard } from '../../../src/domain/run/shard.ts';
import { shellWord } from '../../../src/domain/shell-word.ts';
import type { MergeJob } from '../../commands/merge/run.ts';
import { runOptions, type RunValues } from '../../commands/run/options.ts';
import { placesIn } from './project-job.ts';
import { namesThatAffect, type OptionSpec } from '../../options/option.ts';

/** Options of a run that all shards of a plan have in common. How the split was made alike is compared as what it came to. */
const common = namesThatAffect('rows', runOptions).filter(
  (name) => !['shard', 'balance', 'builder'].includes(name),
);

/** How an engine or a builder is found is no part of a plan, but of a command that is to be typed. */
const typed = new Set([...common, 'engine', 'provision', 'builder', 'results']);

type Places = Pick<RunValues, 'project' | 'secret' | 'ssh'>;
type Options = Readonly<Record<string, unknown>>;

/** Each machine has the same files somewhere else: what they hold is compared, and not where they lie. */
function compared(options: Options): Options {
  const values: Options = {
    ...options,
    ...placesIn(options as Places, () => ''),
    'ca-bundle': options['ca-bundle'] !== undefined,
  };
  return Object.fromEntries(common.map((name) => [name, values[name]]));
}

/** Shards to be joined, and what has to be known of the options that they were made with. */
export const mergeJob = ({
  dirs,
  results,
  json,
  across = false,
  baseline,
}: {
  readonly dirs: readonly string[];
  readonly results: string;
  readonly json: boolean;
  readonly across?: boolean | undefined;
  readonly baseline?: string | undefined;
}): MergeJob => ({
  ...{ dirs: dirs.map((dir) => path.resolve(dir)), results: path.resolve(results), json, compared },
  ...{ across, baseline },
  commandOf: shardCommand,
});

/** The command that measures a shard of the plan that was made with these options, beside the one in that folder. */
function shardCommand(
  recorded: Options,
  { balancedBy = 'even', ...shard }: Omit<RecordedShard, 'split'>,
  folder: string,
): string {
  const results = path.dirname(folder);
  const files = placesIn(recorded as Places, (file) => fromHere(path.resolve(results, file)));
  // `results` of a project stands for another folder.
  const place = fromHere(results);
  const own = ['--shard', shardText(shard), '--balance', balancedBy];
  const options: Options = {
    ...recorded,
    ...files,
    results: place === 'results' && files.project ? './results' : place,
  };
  const given = runOptions
    .filter((option: OptionSpec) => typed.has(option.name))
    .flatMap((option) => wordsOf(option, options[option.name]));
  return ['npm run bench --', ...own, ...given.map(shellWord)].join(' ');
}

/** As it is named in the folder of the command, where it lies below that. */
function fromHere(file: string): string {
  const near = path.relative('', file);
  return near.startsWith('..') ? file : near || '.';
}

/** An option as it would be typed; nothing if it would say what is so anyway. */
function wordsOf(option: OptionSpec, value: unknown): string[] {
  if (value === undefined || value === option.default) return [];
  const name = `--${option.name}`;
  if (value === true) return [name];
  if (Array.isArray(value))
    return option.type === 'list'
      ? [name, value.map(String).join(',')]
      : value.flatMap((one) => [name, String(one)]);
  if (typeof value === 'number') return [name, numberText(option, value)];
  return typeof value === 'string' ? [name, value] : [];
}

function numberText({ type }: OptionSpec, value: number): string {
  if (type === 'duration') return `${value / 1000}s`;
  return type === 'rate' ? `${value / 1000}kbit` : String(value);
}
