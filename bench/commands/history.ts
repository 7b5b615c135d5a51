import { defineCommand } from '../command-spec.ts';
import { history, historyFolder } from '../options/history.ts';
import { option } from '../options/option.ts';
import { results } from '../options/runs.ts';

const days = option({
  name: 'days',
  type: 'whole-number',
  affects: 'words',
  often: true,
  describe: 'Nights of so many days stay as they are',
  default: 365,
});

export const command = defineCommand({
  usage: 'history <action>',
  order: 12,
  positionals: { action: 'word' },
  describe: 'Thin the nights of a history: compact',
  notes:
    'Of older nights one a week keeps its times, and all around a change do. Every alert keeps its id. What is exact stays: each of its rows is a change. Nothing else ' +
    'ever rewrites a history.',
  options: [days, history, results],
  examples: [
    ['history compact', 'Thin what is older than a year'],
    ['history compact --days 90', 'Thin what is older than three months'],
  ],
  resolve: ({ action, days, history, results }) => ({
    ...{ action, days },
    history: historyFolder({ history, results }),
  }),
  run: async (job, context) => (await import('./history/run.ts')).history(job, context),
});
