import { defineCommand } from '../command-spec.ts';
import { compareRefsOptions } from './compare-refs/options.ts';

export const command = defineCommand({
  usage: 'compare-refs <base> <head>',
  order: 4.5,
  positionals: { base: 'word', head: 'word' },
  describe: 'Measure a project as it is in two commits, in turns, and print what changed',
  notes:
    'BASE and HEAD are branches, tags or commits of the repository that the project lies in (--project; else the current folder). What is ' +
    'committed is measured, in private copies. All Dockerfiles that both have are built in one run on this machine, in every round both; ' +
    '10 rounds, unless --rounds, --budget or --until says otherwise.\n' +
    'Exit codes: 0 measured, and nothing is slower; 1 some cells failed or lack samples; 2 usage or environment; 3 a cell of HEAD is slower; ' +
    '130 interrupted.',
  options: compareRefsOptions,
  implied: ['project'],
  examples: [
    ['compare-refs main HEAD', 'What the commits of this branch have changed'],
    ['compare-refs main HEAD --project web --md > comment.md', 'Markdown for a comment of a pull request'],
    [
      'compare-refs v1.2 v1.3 --scenarios cold,edit-source --rounds 20',
      'Smaller differences, in two scenarios',
    ],
    ['compare-refs main HEAD --builder far', 'On a buildx builder'],
  ],
  resolve: async (values, known) => (await import('../arguments/resolve/refs-job.ts')).refsJob(values, known),
  run: async (job, context) => (await import('./compare-refs/run.ts')).compareRefs(job, context),
});
