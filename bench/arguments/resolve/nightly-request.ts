import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RunRequest } from '../../../src/domain/run/job.ts';
import type { Known } from '../../command-spec.ts';
import type { NightlyValues } from '../../commands/nightly/options.ts';
import { runRequest } from './run-request.ts';

/**
 * The run of a night: the suite nightly, with the options that are given, and everything else as usual. Undefined where --run names one.
 * Throws USAGE for both.
 */
export async function nightlyRequest(values: NightlyValues, known: Known): Promise<RunRequest | undefined> {
  const { run, project, apps, strategies, scenarios, rounds, budget, until, seed } = values;
  if (run !== undefined) {
    const given = Object.entries({ project, apps, strategies, scenarios, rounds, budget, until, seed })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `--${name}`);
    if (given.length === 0) return undefined;
    throw new StagebenchError('USAGE', `--run and ${given.join(', ')} cannot be given together.`);
  }
  return runRequest(
    {
      ...values,
      ...{ claims: undefined, quick: false },
      ...{ shard: undefined, balance: undefined, builder: undefined, 'builder-is-mine': false },
      ...{ suite: 'nightly', resume: undefined, undecided: false, repair: false, baseline: undefined },
      ...{ 'dry-run': false, 'keep-images': false, 'keep-logs': false },
      ...{ transfer: false, bandwidth: undefined, zstd: false, scan: undefined, reproducible: false },
    },
    known,
  );
}
