import path from 'node:path';
import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { run } from '../options/runs.ts';

const check = option({
  name: 'check',
  type: 'boolean',
  affects: 'words',
  describe: 'Write nothing; fail if a generated text is stale',
  default: false,
});

export const command = defineCommand({
  usage: 'tables',
  order: 6,
  describe: 'Write the generated tables into the docs from a published run',
  options: [check, run],
  examples: [
    ['tables --run results/latest', 'Publish the newest run and write its tables'],
    ['tables --check', 'Fail if a generated table is stale'],
  ],
  resolve: ({ check, run }) => ({ check, publish: run === undefined ? undefined : path.resolve(run) }),
  run: async (job, context, commands) =>
    (await import('./tables/run.ts')).tables(job, { ...context, commands }),
});
