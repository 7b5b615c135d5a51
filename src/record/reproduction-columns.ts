import { differingFiles, type BuildComparison, type ReproductionRecord } from '../domain/reproduction.ts';

/** Whether a variant can be built again; `…_epoch` is said of builds with SOURCE_DATE_EPOCH. */
export interface ReproductionColumns {
  readonly reproducible: ReproducibleWord | 'failed';
  readonly reproducible_epoch?: ReproducibleWord;
  readonly differing_files?: number;
  readonly differing_files_epoch?: number;
  readonly reproducible_reason?: string;
}

/** `same files`: other archives of equal files; `only times`: nothing but times differs. */
export type ReproducibleWord = 'identical' | 'same files' | 'only times' | 'different';

/** What could not be compared has no counts, and says why: 0 would be taken for identical. */
export function reproductionColumns(record: ReproductionRecord): ReproductionColumns {
  if (record.state === 'failed')
    return {
      reproducible: 'failed',
      reproducible_reason: `${record.trouble.code}: ${record.trouble.reason}`,
    };
  const { without, with: epoch } = record.reproduction;
  return {
    reproducible: wordOf(without),
    reproducible_epoch: wordOf(epoch),
    differing_files: differingFiles(without),
    differing_files_epoch: differingFiles(epoch),
  };
}

function wordOf(comparison: BuildComparison): ReproducibleWord {
  if (comparison.state === 'identical') return 'identical';
  if (comparison.state === 'same-files') return 'same files';
  return comparison.onlyTimes ? 'only times' : 'different';
}
