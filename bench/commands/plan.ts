import { defineCommand } from '../command-spec.ts';
import { planOptions } from './plan/options.ts';

export const command = defineCommand({
  usage: 'plan',
  order: 2,
  describe: 'Print what run would build, and in which order',
  options: planOptions,
  examples: [
    ['plan --apps go --seed 7', 'The order that seed 7 gives'],
    ['plan --shard 2/3', 'What the second of three machines would build, and what the others'],
    ['plan --budget 1h', 'How many rounds fit into an hour, by the times of an earlier run'],
  ],
  resolve: async (values, known) => (await import('../arguments/resolve/plan-job.ts')).planJob(values, known),
  run: async (job, context) => (await import('./plan/run.ts')).planCommand(job, context),
});
