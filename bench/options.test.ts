import { expect, test } from 'vitest';
import { runOptions } from './arguments/run-options.ts';
import { excludedBy, optionOf, options, optionsThatAffect } from './options.ts';

test('a run that goes on refuses every option that affects its rows', () => {
  expect(excludedBy('resume')).toEqual([
    ...['suite', 'apps', 'strategies', 'scenarios', 'seed', 'budget', 'until', 'bases', 'ca-bundle'],
    ...['dry-run', 'transfer', 'bandwidth', 'zstd', 'scan', 'reproducible'],
  ]);
});

test('only run has options that affect rows', () => {
  expect(optionsThatAffect('rows').filter((name) => !runOptions.some((own) => own === name))).toEqual([]);
});

test('what lasts affects words: what affects rows stays as it is anyway', () => {
  const lasting = (Object.keys(options) as (keyof typeof options)[]).filter((name) => optionOf(name).lasts);
  expect(lasting).toEqual(['keep-images', 'keep-logs', 'baseline']);
  expect(lasting.filter((name) => optionOf(name).affects !== 'words')).toEqual([]);
});
