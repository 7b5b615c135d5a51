import path from 'node:path';
import { defineCommand } from '../command-spec.ts';
import { json } from '../options/output.ts';
import { baseline, results, run } from '../options/runs.ts';

export const command = defineCommand({
  usage: 'report',
  order: 3,
  describe: 'Print the table of a recorded run again; needs no engine',
  options: [results, run, baseline, json],
  examples: [
    ['report --run results/latest', 'The newest finished run'],
    ['report --baseline slim', 'The same numbers; every strategy is compared with slim'],
  ],
  resolve: ({ results, run, baseline, json }) => ({ results: path.resolve(results), run, baseline, json }),
  run: async (job, context) => (await import('./report/run.ts')).report(job, context),
});
