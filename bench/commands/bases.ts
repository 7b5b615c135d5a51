import { defineCommand } from '../command-spec.ts';
import { basesOptions } from './bases/options.ts';

export const command = defineCommand({
  usage: 'bases <action>',
  order: 14,
  positionals: { action: 'word' },
  describe: 'List or build the base images',
  options: basesOptions,
  examples: [
    ['bases list', 'Name, source, digest, size beside the published size'],
    ['bases build --apps go --provision', 'Only the bases of the go variants'],
  ],
  resolve: async (values, known) =>
    (await import('../arguments/resolve/bases-job.ts')).basesJob(values, known),
  run: async (job, context) => (await import('./bases/run.ts')).bases(job, context),
});
