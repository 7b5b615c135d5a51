import type { BuildComparison, ReproductionRecord } from '../domain/reproduction.ts';
import { reproductionColumns } from './reproduction-columns.ts';

/** A variant's reproducibility as a program reads it: what images.csv has too is called as it is there. */
export function reproductionJson(record: ReproductionRecord) {
  const { app, strategy } = record.variant;
  const known = { app, strategy, ...reproductionColumns(record) };
  if (record.state === 'failed') return known;
  const { without, with: epoch } = record.reproduction;
  return { ...known, differences: differencesJson(without), differences_epoch: differencesJson(epoch) };
}

function differencesJson(comparison: BuildComparison) {
  if (comparison.state === 'identical') return { layers: 0, same_id: comparison.sameId };
  if (comparison.state === 'same-files') return { layers: comparison.layers };
  return {
    layers: comparison.layers,
    files_content: comparison.filesContent,
    files_metadata: comparison.filesMetadata,
    files_only_in_one: comparison.filesOnlyInOne,
    only_times: comparison.onlyTimes,
    first_paths: comparison.firstPaths,
  };
}
