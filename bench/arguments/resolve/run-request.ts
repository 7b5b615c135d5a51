import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RunRequest } from '../../../src/domain/run/job.ts';
import { shardText } from '../../../src/domain/run/shard.ts';
import { extras } from '../../../src/measure/extras/index.ts';
import type { Known } from '../../command-spec.ts';
import type { RunValues } from '../../commands/run/options.ts';
import { withClaimsLeft } from './claims-left.ts';
import { planJob } from './plan-job.ts';
import { resultsFolder } from '../../options/results-folder.ts';
import { resumedJob } from './resumed-job.ts';
import { extrasChoice, runJob } from './run-job.ts';
import { engineChoice } from './engine-choice.ts';

/** A new run, or one that goes on. Throws USAGE and what `planJob` throws. */
export async function runRequest(asked: RunValues, known: Known): Promise<RunRequest> {
  const { resume, repair, rounds } = asked;
  if (resume !== undefined)
    return {
      ...{ kind: 'resume', name: resume, results: resultsFolder(asked), repair },
      more: rounds === undefined ? undefined : { rounds, onlyUndecided: asked['undecided'] },
      jobOf: (manifest, folder) => resumedJob(manifest, { ...asked, results: folder }, known),
    };
  const values = await withClaimsLeft(asked, known);
  refuseFakeExtras(values);
  const plan = await planJob(values, known);
  // As it was taken: in another pod, `auto` is another one.
  const taken =
    plan.shard === undefined ? values : { ...values, shard: shardText(plan.shard), seed: plan.seed };
  return {
    kind: 'new',
    plan,
    run: runJob(taken, plan.selected, { ...plan, ...(plan.shard && { whole: plan.shard.whole }) }),
    dryRun: values['dry-run'],
  };
}

/** The fake engine has no images that could be moved or scanned, and no builder. Throws USAGE, before anything is made. */
function refuseFakeExtras(values: RunValues): void {
  if (values.engine !== 'fake') return;
  engineChoice(values);
  const chosen = extrasChoice(values);
  const asked = extras
    .filter(({ id, needsImages }) => needsImages && chosen[id] !== undefined)
    .map(({ option }) => `--${option}`);
  if (asked.length === 0) return;
  throw new StagebenchError(
    'USAGE',
    `${asked.join(' and ')} cannot be given with --engine fake, which has no images.`,
  );
}
