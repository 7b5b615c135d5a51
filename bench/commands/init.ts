import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { json } from '../options/output.ts';

const yes = option({
  name: 'yes',
  type: 'boolean',
  affects: 'words',
  describe: 'Ask nothing: what cannot be known is marked in the files with DECIDE',
  default: false,
});

export const command = defineCommand({
  usage: 'init <folder>',
  order: 12.5,
  positionals: { folder: 'word' },
  describe: 'Write Dockerfiles of the six strategies for your own Node, Go or Python project',
  notes:
    'Writes docker/STRATEGY.Dockerfile, .dockerignore and stagebench.json. A file that exists stays as it is. On a terminal it ' +
    'asks what it cannot know.',
  options: [yes, json],
  examples: [
    ['init ../my-app', 'Reads the project, asks what it cannot know, writes the files'],
    ['init ../my-app --yes', 'Asks nothing; the lines to look at are listed'],
  ],
  resolve: ({ folder, yes, json }) => ({ folder, yes, json }),
  run: async (job, context) => (await import('./init/run.ts')).init(job, context),
});
