import { defineCommand } from '../command-spec.ts';
import { all, engine } from '../options/engine.ts';
import { quiet } from '../options/output.ts';

export const command = defineCommand({
  usage: 'clean',
  order: 16,
  describe: 'Remove what runs left on the engine; with --all also the bases, the private engine and its data',
  options: [engine, all, quiet],
  examples: [
    ['clean', 'Containers and images of earlier runs'],
    ['clean --all', 'Everything that Stagebench ever made, except results'],
  ],
  resolve: ({ engine, all, quiet }) => ({ engine, all, quiet }),
  run: async (job, context) => (await import('./clean/run.ts')).clean(job, context),
});
