import { defineCommand } from '../command-spec.ts';
import { history, historyFolder } from '../options/history.ts';
import { option } from '../options/option.ts';
import { json } from '../options/output.ts';
import { results } from '../options/runs.ts';

const series = option({
  name: 'series',
  type: 'list',
  affects: 'words',
  describe:
    'Only series whose names begin like this, e.g. go/slim or go/slim/cold; of one series every night is shown',
});

const reason = option({
  name: 'reason',
  type: 'string',
  affects: 'words',
  describe: 'With accept: why it stays as it is',
});

export const command = defineCommand({
  usage: 'trend [words..]',
  order: 10,
  positionals: { words: 'words' },
  describe: 'Show what the nights say: levels, changes, what is suspected; or accept a change',
  notes:
    '`trend accept EVENT --reason "…"` records a decision: an accepted change fails no night any more. To take it back, remove its row from accepted.csv in the folder of the history.',
  options: [series, reason, history, results, json],
  examples: [
    ['trend', 'Every cell with its last nights, and every change'],
    ['trend --series go/slim/cold', 'One series, night by night'],
    ['trend accept 20260302-go-slim-cold-slower --reason "the new base is worth it"', 'Live with a change'],
  ],
  resolve: ({ words, series, reason, history, results, json }) => ({
    ...{ words, series, reason, json },
    history: historyFolder({ history, results }),
  }),
  run: async (job, context) => (await import('./trend/run.ts')).trend(job, context),
});
