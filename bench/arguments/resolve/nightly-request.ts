import type { RunRequest } from '../../../src/domain/run/job.ts';
import type { Known } from '../../command-spec.ts';
import type { NightlyValues } from '../../commands/nightly/options.ts';
import { runRequest } from './run-request.ts';

/** The run of a night: the suite nightly, with the options that are given, and everything else as usual. */
export async function nightlyRequest(values: NightlyValues, known: Known): Promise<RunRequest> {
  return runRequest(
    {
      ...values,
      ...{ suite: 'nightly', resume: undefined, undecided: false, repair: false, baseline: undefined },
      ...{ 'dry-run': false, 'keep-images': false, 'keep-logs': false },
      ...{ transfer: false, bandwidth: undefined, zstd: false, scan: undefined, reproducible: false },
    },
    known,
  );
}
