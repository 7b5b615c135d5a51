import { defineCommand } from '../command-spec.ts';
import { bases, caBundle } from '../options/bases.ts';
import { engine, provision } from '../options/engine.ts';
import { history, historyFolder } from '../options/history.ts';
import { option } from '../options/option.ts';
import { json, quiet } from '../options/output.ts';
import { projectOptions } from '../options/project.ts';
import { resultsFolder } from '../options/results-folder.ts';
import { results } from '../options/runs.ts';

const before = option({
  name: 'before',
  type: 'string',
  affects: 'rows',
  often: true,
  describe:
    'The older state: the run or the date of a night, or a commit (default: the night before the newest change)',
});

const after = option({
  name: 'after',
  type: 'string',
  affects: 'rows',
  often: true,
  describe: 'The newer state, named alike; now is this checkout on the bases of today',
  default: 'now',
});

const pairs = option({
  name: 'pairs',
  type: 'whole-number',
  affects: 'rows',
  often: true,
  describe: 'Pairs of builds for each question; for 5 % take 40',
  default: 10,
});

export const command = defineCommand({
  usage: 'bisect <series>',
  order: 11,
  positionals: { series: 'word' },
  describe: 'Build one cell as it was and as it is, in turns, and say what made it slower',
  notes:
    'Both states are built on this machine, in one run: what the machine does strikes both. If bases and files differ, it says which of ' +
    'them it was; between two commits it looks for the first slow one. A state is taken from git, and its bases by their digests.\n' +
    'Exit codes: 0 answered; 2 usage or environment, or a state cannot be built any more; 3 it is slower; 130 interrupted.',
  options: [
    before,
    after,
    pairs,
    ...projectOptions,
    history,
    engine,
    provision,
    quiet,
    json,
    results,
    bases,
    caBundle,
  ],
  examples: [
    ['bisect go/slim/cold', 'What the newest change of this series comes from'],
    ['bisect go/slim/cold --before 2026-03-01', 'Since a night; --after ends it at another one'],
    ['bisect node/alpine/warm --before 1a2b3c4', 'Since a commit, on the bases of today'],
  ],
  resolve: async (values, known) => {
    const { bisectJob } = await import('../arguments/resolve/bisect-job.ts');
    return bisectJob({ ...values, results: resultsFolder(values), history: historyFolder(values) }, known);
  },
  run: async (job, context) => (await import('./bisect/run.ts')).bisect(job, context),
});
