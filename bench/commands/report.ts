import { resultsFolder } from '../options/results-folder.ts';
import { defineCommand } from '../command-spec.ts';
import { history, historyFolder } from '../options/history.ts';
import { option } from '../options/option.ts';
import { json, md } from '../options/output.ts';
import { baseline, results, run } from '../options/runs.ts';

const html = option({
  name: 'html',
  type: 'maybe-string',
  affects: 'words',
  describe:
    'Write a page with charts in place of the tables: into this file (default: report.html in the folder of the run)',
});

export const command = defineCommand({
  usage: 'report',
  order: 3,
  describe: 'Print the table of a recorded run again; needs no engine',
  options: [results, run, baseline, html, md, history, json],
  examples: [
    ['report --run results/latest', 'The newest finished run'],
    ['report --html report.html', 'One page with charts, to open in a browser or to pass on'],
    ['report --md >> "$GITHUB_STEP_SUMMARY"', 'The tables in the summary of a CI job'],
    ['report --baseline slim', 'The same numbers; every strategy is compared with slim'],
  ],
  resolve: ({ results, run, baseline, html, md, history, json }) => ({
    ...{ results: resultsFolder({ results }), run, baseline, html, md, json },
    history: historyFolder({ history, results }),
  }),
  run: async (job, context) => (await import('./report/run.ts')).report(job, context),
});
