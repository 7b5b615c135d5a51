import path from 'node:path';
import { defineCommand } from '../command-spec.ts';
import { resultsFolder } from '../options/results-folder.ts';
import { nightlyOptions } from './nightly/options.ts';

const exitCodes =
  'Exit codes: 0 ok; 1 some cells failed or lack samples; 2 usage or environment; 3 a regression was found; 130 interrupted.';

export const command = defineCommand({
  usage: 'nightly',
  order: 9,
  describe: 'Run the suite nightly, add it to the history, and say what has changed',
  notes:
    'A run that is in the history already changes nothing: the same run given twice is one night. What seems slower, while its ' +
    'Dockerfile, base or lockfile changed, is built as it was and as it is now, in turns: at most three cells a night. With --run ' +
    `nothing is built.\n${exitCodes}`,
  options: nightlyOptions,
  examples: [
    ['nightly --provision', 'Every cell in 5 rounds; fetches a private engine if there is none'],
    ['nightly --budget 1h', 'As many rounds as fit into an hour'],
    ['nightly --run results/latest', 'Take a run that was made already'],
    ['nightly --project ../my-app', 'The Dockerfiles of your own project; its history lies beside its runs'],
    ['nightly --fail-on 10%', 'Exit code 3 only from 10 % on'],
  ],
  resolve: async (values, known) => {
    const { nightlyRequest } = await import('../arguments/resolve/nightly-request.ts');
    const results = resultsFolder(values);
    return {
      request: await nightlyRequest(values, known),
      ...{ run: values.run, results, failOn: values['fail-on'] ?? 0.05, json: values.json },
      history: values.history && path.resolve(values.history),
      into: values.into && path.resolve(values.into),
    };
  },
  run: async (job, context) => (await import('./nightly/run.ts')).nightly(job, context),
});
