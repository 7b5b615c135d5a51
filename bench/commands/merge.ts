import { defineCommand } from '../command-spec.ts';
import { json } from '../options/output.ts';
import { option } from '../options/option.ts';
import { baseline, results } from '../options/runs.ts';

const across = option({
  name: 'across',
  type: 'boolean',
  affects: 'words',
  describe:
    'Also hold cells against baselines that another machine has measured, each ÷ the control of its machine; marked as such',
});

export const command = defineCommand({
  usage: 'merge <dirs..>',
  order: 2.5,
  positionals: { dirs: 'words' },
  describe: 'Join the shards of a plan to one run, and print it; needs no engine',
  notes:
    'DIRS are folders of runs that were made with --shard, or folders in which these lie. The merged run is written into the folder of ' +
    '--results, and report, compare, tables and nightly take it as any other run. The shards stay as they are.\n' +
    'Exit codes: 0 ok; 1 some cells failed, or a shard is missing; 2 the shards are not of one plan.',
  options: [across, baseline, results, json],
  examples: [
    ['merge shards', 'All shards that lie in a folder, e.g. artifacts of CI jobs'],
    ['merge a/results/latest b/results/latest', 'Two shards by their folders'],
    [
      'merge shards --across --baseline slim',
      'Hold all against slim, also where another machine has measured it',
    ],
  ],
  resolve: async (values) => (await import('../arguments/resolve/merge-job.ts')).mergeJob(values),
  run: async (job, context) => (await import('./merge/run.ts')).merge(job, context),
});
