import { resultsFolder } from '../options/results-folder.ts';
import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { json } from '../options/output.ts';
import { results } from '../options/runs.ts';

const force = option({
  name: 'force',
  type: 'boolean',
  affects: 'words',
  describe: 'Compare runs even if engine, machine or bases differ; each row says what differs',
  default: false,
});

export const command = defineCommand({
  usage: 'compare <a> <b>',
  order: 4,
  positionals: { a: 'word', b: 'word' },
  describe: 'Print what changed from A to B (two runs, or two cells); needs no engine',
  notes:
    'A and B are runs (folder, id or latest), cells (RUN:app/strategy/scenario) or all scenarios of a variant ' +
    '(RUN:app/strategy). Without RUN, a cell belongs to the newest finished run.',
  options: [results, force, json],
  examples: [
    ['compare results/published/default latest', 'Two runs, cell by cell'],
    ['compare results/published/default latest --force', 'Even if engine, machine or bases differ'],
    ['compare go/slim/cold go/alpine/cold', 'Two cells of the newest run'],
    ['compare results/published/default:go/slim latest:go/slim', 'One variant before and after'],
  ],
  resolve: ({ a, b, results, force, json }) => ({ a, b, results: resultsFolder({ results }), force, json }),
  run: async (job, context) => (await import('./compare/run.ts')).compare(job, context),
});
