import { resultsFolder } from '../options/results-folder.ts';
import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { results, run } from '../options/runs.ts';

const check = option({
  name: 'check',
  type: 'boolean',
  affects: 'words',
  describe: 'Write nothing; print what would change, and fail if anything would',
  default: false,
});

const list = option({
  name: 'list',
  type: 'boolean',
  affects: 'words',
  describe: 'Name all tables and charts, with the keys that they take and an example',
  default: false,
});

export const command = defineCommand({
  usage: 'tables [files..]',
  order: 6,
  positionals: { files: 'words' },
  describe: 'Write tables and charts into Markdown files, between their markers',
  notes:
    'A file says what it wants between two comments: `<!-- stagebench:summary run=results/latest -->` and ' +
    '`<!-- /stagebench -->`, each on a line of its own. run= is relative to the file; without it the newest finished run ' +
    'counts. What stands between them is written anew, the rest stays as it is.',
  options: [check, list, results, run],
  examples: [
    ['tables README.md docs/*.md', 'Write all tables of these files anew'],
    ['tables --check README.md', 'Fail, with a diff, if a table is not that of its run'],
    ['tables --list', 'Every table and chart, with an example to paste'],
    ['tables --run results/latest README.md', 'The newest run, where a marker names none'],
  ],
  resolve: ({ files, check, list, results, run }) => ({
    files,
    check,
    list,
    results: resultsFolder({ results }),
    run,
  }),
  run: async (job, context, commands) =>
    (await import('./tables/run.ts')).tables(job, { ...context, commands }),
});
