import { endsTheRun } from '../../domain/ends-the-run.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { control, type Variant, type Visit } from '../../domain/run/plan.ts';
import type { Reproduction, ReproductionRecord } from '../../domain/image/reproduction.ts';
import { reproduce, type ColdBuild } from '../../inspect/reproduce/reproduce.ts';
import type { TimeAccount } from '../time-account.ts';
import { buildRequest } from '../visit/build-request.ts';
import { expectedSteps } from '../visit/expected-steps.ts';
import { verifyCache } from '../visit/verify-cache.ts';
import { coldMethodOf, imageTag, scenarioOf, type Workbench } from '../workbench.ts';

/** Without SOURCE_DATE_EPOCH and with it, twice each. */
const buildsEach = 4;

/**
 * Says whether a variant can be built again; for after a round, and for a variant whose image works. Whatever goes wrong
 * is the record's. Throws INTERRUPTED, ENGINE_LOST.
 */
export async function reproduceVariant(
  bench: Workbench,
  variant: Variant,
  onProgress: (text: string) => void,
  account: TimeAccount,
): Promise<ReproductionRecord> {
  try {
    bench.signal.throwIfAborted();
    const reproduction = await account.charge('extras', () => buildAgain(bench, variant, onProgress));
    return { variant, state: 'compared', reproduction };
  } catch (error) {
    if (bench.signal.aborted)
      throw new StagebenchError('INTERRUPTED', 'The run was interrupted.', { cause: error });
    if (endsTheRun(error)) throw error;
    // What is no error of ours comes from reading: the disk is full, or the like.
    const code = error instanceof StagebenchError ? error.code : 'IMAGE_UNREADABLE';
    return { variant, state: 'failed', trouble: { code, reason: (error as Error).message } };
  }
}

function buildAgain(
  bench: Workbench,
  variant: Variant,
  onProgress: (text: string) => void,
): Promise<Reproduction> {
  const { engine, layers, clock, signal } = bench;
  const tag = imageTag(bench, variant);
  let builds = 0;
  return reproduce({
    ...{ engine, layers, clock, signal, tags: [`${tag}-again-1`, `${tag}-again-2`] },
    build: (request) => {
      builds += 1;
      onProgress(`building it again (${builds} of ${buildsEach})`);
      return buildCold(bench, variant, request, builds);
    },
  });
}

/**
 * One cold build, as cold as those of the run. If a step came from the cache, it is the other build's: the two would be
 * alike whatever the Dockerfile does, so that it counts as a failure. (Folders of WORKDIR do not listen to `--no-cache`:
 * there two builds may share one, and with it its time.)
 */
async function buildCold(
  bench: Workbench,
  variant: Variant,
  request: ColdBuild,
  number: number,
): Promise<void> {
  // The builds are nobody's samples. A prime is cold and unedited.
  const visit: Visit = { ...variant, scenario: control.scenario, phase: 'prime', round: 0, sequence: 0 };
  const { buildArgs, ...rest } = buildRequest(bench, visit, true);
  const { tag, sourceDateEpoch } = request;
  if (coldMethodOf(bench, variant) !== 'no-cache') await bench.engine.pruneBuildCache('all');
  await bench.cacheWatch?.open();
  const outcome = await bench.engine.build(
    {
      ...rest,
      tag,
      buildArgs: {
        ...(buildArgs && { ...buildArgs, BUILDKIT_CACHE_MOUNT_NS: namespaceOf(bench, variant, number) }),
        ...(sourceDateEpoch !== undefined && { SOURCE_DATE_EPOCH: String(sourceDateEpoch) }),
      },
    },
    { signal: bench.signal },
  );
  if (outcome.state === 'aborted') throw new StagebenchError('INTERRUPTED', 'The run was interrupted.');
  await bench.cacheWatch?.close();
  if (outcome.state === 'failed') {
    const step = outcome.failedStep === '' ? 'the build' : `step ${outcome.failedStep}`;
    throw new StagebenchError('BUILD_FAILED', `${step} failed: ${outcome.message}`);
  }
  const scenario = scenarioOf(bench, visit);
  const trouble = verifyCache(
    scenario,
    outcome.steps,
    expectedSteps(scenario, [], outcome.steps, coldMethodOf(bench, variant)),
  );
  if (trouble !== undefined) throw new StagebenchError('CACHE_NOT_AS_DEMANDED', trouble.reason);
}

/** No build finds what another one has left in its cache mounts. */
const namespaceOf = ({ runId, session }: Workbench, { app, strategy }: Variant, number: number): string =>
  [runId, ...(session ? [session] : []), 'again', app, strategy, number].join('-');
