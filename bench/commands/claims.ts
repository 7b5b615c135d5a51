import path from 'node:path';
import { defineCommand } from '../command-spec.ts';
import { claims } from '../options/claims.ts';
import { json } from '../options/output.ts';
import { results } from '../options/runs.ts';

export const command = defineCommand({
  usage: 'claims [runs..]',
  order: 6.5,
  positionals: { runs: 'words' },
  describe: 'Print what recorded runs say of claims about builds; needs no engine',
  notes:
    'RUNS are folders or ids of runs, or latest; all runs in the folder of --results if none is named. Of several runs the newest ' +
    'rows count. All numbers of a claim are of one machine.\n' +
    '`npm run bench -- --suite claims` measures what claims need.',
  options: [claims, json, results],
  examples: [
    ['claims', 'Every claim, from all runs in results/'],
    ['claims results/published/default --claims A1,A6', 'Two claims, from one run'],
    ['claims --json', 'The same for programs: with all numbers and intervals'],
  ],
  resolve: async ({ runs, claims, results, json }, { definitions }) => {
    const { select } = await import('../../src/plan/select.ts');
    const named = runs.filter((word) => definitions.claims.some(({ id }) => id === word.toUpperCase()));
    if (named.length > 0) {
      const { StagebenchError } = await import('../../src/domain/errors.ts');
      const option = `--claims ${named.join(',').toUpperCase()}`;
      throw new StagebenchError('USAGE', `Runs are named as words, and claims by an option: ${option}.`);
    }
    return {
      ...{ runs, json, results: path.resolve(results) },
      claims: select('claim', definitions.claims, claims),
    };
  },
  run: async (job, context) => (await import('./claims/run.ts')).claims(job, context),
});
