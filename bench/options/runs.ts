import { isInstalled } from '../../src/domain/is-installed.ts';
import { usualResults } from '../usual-results.ts';
import { option } from './option.ts';

export const results = option({
  name: 'results',
  type: 'string',
  affects: 'words',
  describe: isInstalled
    ? 'Folder that holds the runs'
    : 'Folder that holds the runs; stagebench-results, if only that one has some',
  default: usualResults,
});

export const run = option({
  name: 'run',
  type: 'string',
  affects: 'words',
  describe: 'Folder of the run, e.g. results/latest; report and nightly also take a run id, or latest',
});

export const baseline = option({
  name: 'baseline',
  type: 'string',
  affects: 'words',
  lasts: true,
  describe: "Strategy to compare the others with (default: the suite's own, or single-stage)",
});
