import { defineCommand } from '../command-spec.ts';

export const command = defineCommand({
  usage: 'engine <action>',
  order: 7,
  positionals: { action: 'word' },
  describe: 'The private engine: up, down or status',
  options: ['provision', 'all', 'json', 'quiet'],
  examples: [
    ['engine up --provision', 'Provision if need be, and start it'],
    ['engine down', 'Stop it; what it holds stays'],
  ],
  resolve: ({ action, provision, all, json, quiet }) => ({ action, provision, all, json, quiet }),
  run: async (job, context) => (await import('./engine/run.ts')).engine(job, context),
});
