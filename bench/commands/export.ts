import { resultsFolder } from '../options/results-folder.ts';
import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { results, run } from '../options/runs.ts';

const output = option({
  name: 'output',
  type: 'string',
  affects: 'words',
  describe: 'File to write (default: stdout)',
});

export const command = defineCommand({
  usage: 'export <name>',
  order: 8,
  positionals: { name: 'word' },
  describe: 'Print a recorded run for another tool',
  notes:
    'github-action-benchmark, bencher (Bencher Metric Format), openmetrics (Prometheus), trace (Chrome trace, for ' +
    'https://ui.perfetto.dev), junit (a cell is a test case).',
  options: [results, run, output],
  examples: [
    ['export junit --output junit.xml', 'The newest finished run; cells that failed are failed test cases'],
    ['export openmetrics', 'For a textfile collector of Prometheus'],
    ['export trace --run results/latest --output trace.json', 'Every build with its steps, for Perfetto'],
  ],
  resolve: ({ name, results, run, output }) => ({ name, results: resultsFolder({ results }), run, output }),
  run: async (job, context) => (await import('./export/run.ts')).exportRun(job, context),
});
