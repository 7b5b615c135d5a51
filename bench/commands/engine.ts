import { defineCommand } from '../command-spec.ts';
import { all, provision } from '../options/engine.ts';
import { json, quiet } from '../options/output.ts';

export const command = defineCommand({
  usage: 'engine <action>',
  order: 13,
  positionals: { action: 'word' },
  describe: 'Start, stop or show the private engine: up, down or status',
  options: [provision, all, json, quiet],
  examples: [
    ['engine up --provision', 'Fetch it if it is not there, and start it'],
    ['engine down', 'Stop it; its images and cache stay'],
  ],
  resolve: ({ action, provision, all, json, quiet }) => ({ action, provision, all, json, quiet }),
  run: async (job, context) => (await import('./engine/run.ts')).engine(job, context),
});
