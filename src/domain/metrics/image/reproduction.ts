import { differingFiles, type BuildComparison, type ReproductionRecord } from '../../image/reproduction.ts';
import { columnsOf } from '../column.ts';

const noRebuild = 'not asked for (`--reproducible`), or it failed';

const comparisons = (record: ReproductionRecord) =>
  record.state === 'compared' ? record.reproduction : undefined;

/** That nothing but times differs is worth a word of its own: it is what most images come down to. */
const wordOf = (comparison: BuildComparison) =>
  comparison.state === 'different' && comparison.onlyTimes ? 'only-times' : comparison.state;

/** Whether an image can be built again. */
export const reproductionMetrics = columnsOf<ReproductionRecord>()({
  reproducible: {
    unit: 'name',
    since: 3,
    alsoIn: ['reproducible'],
    precision: 'noisy',
    values: ['identical', 'same-files', 'only-times', 'different', 'failed'],
    means:
      'Two cold builds compared: `identical`, `same-files` (the archives differ), `only-times` (only file times differ), `different`; or `failed`',
    empty: 'not asked for (`--reproducible`)',
    of: (record) => (record.state === 'failed' ? 'failed' : wordOf(record.reproduction.without)),
  },
  differing_files: {
    unit: 'count',
    since: 3,
    alsoIn: ['reproducible'],
    precision: 'noisy',
    better: 'less',
    means: 'Paths that differ between these two builds',
    empty: noRebuild,
    of: (record) => {
      const built = comparisons(record);
      return built && differingFiles(built.without);
    },
  },
  reproducible_epoch: {
    unit: 'name',
    since: 3,
    alsoIn: ['reproducible'],
    precision: 'noisy',
    values: ['identical', 'same-files', 'only-times', 'different'],
    means:
      'The same for two builds with SOURCE_DATE_EPOCH: `identical`, `same-files`, `only-times` or `different`',
    empty: noRebuild,
    of: (record) => {
      const built = comparisons(record);
      return built && wordOf(built.with);
    },
  },
  differing_files_epoch: {
    unit: 'count',
    since: 3,
    alsoIn: ['reproducible'],
    precision: 'noisy',
    better: 'less',
    means: 'Paths that differ between the builds with SOURCE_DATE_EPOCH',
    empty: noRebuild,
    of: (record) => {
      const built = comparisons(record);
      return built && differingFiles(built.with);
    },
  },
  differing_paths: {
    unit: 'text',
    since: 3,
    alsoIn: ['reproducible'],
    precision: 'noisy',
    means: 'Some paths of `differing_files`, and how they differ',
    empty: `no path differs; ${noRebuild}`,
    of: (record) => {
      const without = comparisons(record)?.without;
      const paths = without?.state === 'different' ? without.firstPaths : [];
      return paths.length === 0 ? undefined : paths.map(({ path, what }) => `${path} (${what})`).join('; ');
    },
  },
  reproducible_reason: {
    unit: 'text',
    since: 3,
    means: 'Why the image could not be built again',
    empty: 'it was built again, or this was not asked for',
    of: (record) =>
      record.state === 'failed' ? `${record.trouble.code}: ${record.trouble.reason}` : undefined,
  },
});
