import { expect, test } from 'vitest';
import type { BuildComparison, ReproductionRecord } from '../domain/reproduction.ts';
import { reproductionColumns } from './reproduction-columns.ts';
import { reproductionJson } from './reproduction-json.ts';

const variant = { app: 'go', strategy: 'slim' };
const compared = (without: BuildComparison, epoch: BuildComparison): ReproductionRecord => ({
  ...{ variant, state: 'compared', reproduction: { without, with: epoch } },
});
const identical: BuildComparison = { state: 'identical', sameId: true };
const different: BuildComparison = {
  ...{ state: 'different', layers: 2, filesContent: 1, filesMetadata: 20, filesOnlyInOne: 300, onlyTimes: false },
  firstPaths: [{ path: '/a', what: 'only in first', layer: 3 }],
};
const onlyTimes: BuildComparison = {
  ...{ state: 'different', layers: 1, filesContent: 0, filesMetadata: 4, filesOnlyInOne: 0, onlyTimes: true },
  firstPaths: [{ path: '/b', what: 'time', layer: 0 }],
};

test.each<[string, BuildComparison, string, number]>([
  ['the same layers', identical, 'identical', 0],
  ['other archives of equal files', { state: 'same-files', layers: 1 }, 'same files', 0],
  ['times', onlyTimes, 'only times', 4],
  ['more than times', different, 'different', 321],
])('%s in columns: a word, and how many paths differ', (_, comparison, word, count) => {
  expect(reproductionColumns(compared(comparison, identical))).toEqual({
    ...{ reproducible: word, differing_files: count, reproducible_epoch: 'identical', differing_files_epoch: 0 },
  });
  expect(reproductionColumns(compared(identical, comparison))).toEqual({
    ...{ reproducible: 'identical', differing_files: 0, reproducible_epoch: word, differing_files_epoch: count },
  });
});

const failed: ReproductionRecord = {
  ...{ variant, state: 'failed', trouble: { code: 'BUILD_FAILED', reason: 'step x failed' } },
};

test('what could not be compared has a reason and no counts', () => {
  expect(reproductionColumns(failed)).toEqual({
    ...{ reproducible: 'failed', reproducible_reason: 'BUILD_FAILED: step x failed' },
  });
  expect(reproductionJson(failed)).toEqual({ ...variant, ...reproductionColumns(failed) });
});

test('a program reads the columns, and what they are made of', () => {
  const record = compared(different, identical);
  expect(reproductionJson(record)).toEqual({
    ...variant,
    ...reproductionColumns(record),
    differences: {
      ...{ layers: 2, files_content: 1, files_metadata: 20, files_only_in_one: 300, only_times: false },
      first_paths: [{ path: '/a', what: 'only in first', layer: 3 }],
    },
    differences_epoch: { layers: 0, same_id: true },
  });
  expect(reproductionJson(compared({ state: 'same-files', layers: 2 }, identical))).toMatchObject({
    ...{ differences: { layers: 2 } },
  });
});
