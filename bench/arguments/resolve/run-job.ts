import path from 'node:path';
import type { ExtrasChoice, RunJob, Selection } from '../../../src/domain/run/job.ts';
import type { RecordedShard } from '../../../src/domain/run/shard.ts';
import { engineChoice } from './engine-choice.ts';
import { placesIn } from './project-job.ts';
import { resultsFolder } from '../../options/results-folder.ts';
import { runOptions, type RunValues } from '../../commands/run/options.ts';

/** A run with its options resolved. */
export const runJob = (
  values: RunValues,
  selected: Selection,
  { project, shard, whole }: Pick<RunJob, 'project' | 'shard' | 'whole'> = {},
): RunJob => ({
  ...(project && { project }),
  ...(shard && { shard: recordedShard(shard) }),
  ...(whole && { whole }),
  options: recordedOptions(values),
  selected,
  limits: { budgetMs: values.budget, until: values.until },
  engine: engineChoice(values),
  bases: { source: values.bases, caBundle: values['ca-bundle'] },
  extras: extrasChoice(values, selected),
  results: resultsFolder(values),
  baseline: values.baseline,
  keepImages: values['keep-images'],
  keepLogs: values['keep-logs'],
  json: values.json,
  quiet: values.quiet,
});

const recordedShard = ({ number, of, split, balancedBy }: RecordedShard): RecordedShard => ({
  ...{ number, of, split },
  ...(balancedBy !== undefined && { balancedBy }),
});

/** What options ask for, and what the selection needs, of an engine that has images. */
export function extrasChoice(values: RunValues, selected?: Pick<Selection, 'extras'>): ExtrasChoice {
  const needed = new Set(
    values.engine === 'fake' ? [] : [...(selected?.extras?.values() ?? [])].flatMap((some) => [...some]),
  );
  return {
    transfer:
      values.transfer || needed.has('transfer')
        ? { bitsPerSecond: values.bandwidth, zstd: values.zstd }
        : undefined,
    scan: values.scan,
    reproduction: values.reproducible || needed.has('reproduction') ? true : undefined,
  };
}

/**
 * Every option of the run by its name, as it was taken; one that has neither value nor default is left out. Places are relative to the
 * rows: whoever publishes them says nothing of his own folders, and a run that goes on finds them from anywhere.
 */
function recordedOptions(values: RunValues): Record<string, unknown> {
  const names = new Set<string>(runOptions.map(({ name }) => name));
  const given = Object.entries(values).filter(([name, value]) => names.has(name) && value !== undefined);
  return {
    ...Object.fromEntries(given),
    ...placesIn(values, (file) => path.relative(resultsFolder(values), file) || '.'),
  };
}
