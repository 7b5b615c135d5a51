import { StagebenchError } from '../domain/errors.ts';
import { control, type Variant, type Visit } from '../domain/plan.ts';
import type { ReproductionRecord } from '../domain/reproduction.ts';
import { reproduce, type ColdBuild } from '../inspect/reproduce/reproduce.ts';
import { buildRequest } from './build-request.ts';
import { expectedSteps } from './expected-steps.ts';
import type { TimeAccount } from './time-account.ts';
import { verifyCache } from './verify-cache.ts';
import { coldMethodOf, imageTag, scenarioOf, type Workbench } from './workbench.ts';

/** Handed on as it happens; a record is awaited. */
export interface ReproductionEvents {
  readonly activity: (variant: Variant, what: string) => void;
  readonly reproduction: (record: ReproductionRecord) => Promise<void>;
}

/** What is the matter of one variant; anything else ends the run. */
const variantFaults: ReadonlySet<string> = new Set([
  'BUILD_FAILED',
  'CACHE_NOT_AS_DEMANDED',
  'IMAGE_NOT_FOUND',
  'IMAGE_UNREADABLE',
  'ENGINE_REQUEST',
]);

/** Without SOURCE_DATE_EPOCH and with it, twice each. */
const buildsEach = 4;

/**
 * Says of each variant whether it can be built again; for after the walk, and for variants whose images work. One that
 * fails does not stop the others. Throws INTERRUPTED, ENGINE_LOST.
 */
export async function reproduceVariants(
  bench: Workbench,
  variants: readonly Variant[],
  events: ReproductionEvents,
  account: TimeAccount,
): Promise<void> {
  for (const variant of variants) {
    try {
      bench.signal.throwIfAborted();
      const record = await account.charge('extras', () => reproduceVariant(bench, variant, events));
      await events.reproduction(record);
    } catch (error) {
      if (!bench.signal.aborted) throw error;
      throw new StagebenchError('INTERRUPTED', 'The run was interrupted.', { cause: error });
    }
  }
}

async function reproduceVariant(
  bench: Workbench,
  variant: Variant,
  events: ReproductionEvents,
): Promise<ReproductionRecord> {
  const { engine, layers, clock, signal } = bench;
  const tag = imageTag(bench, variant);
  let builds = 0;
  try {
    const reproduction = await reproduce({
      ...{ engine, layers, clock, signal, tags: [`${tag}-again-1`, `${tag}-again-2`] },
      build: (request) => {
        builds += 1;
        events.activity(variant, `building it again (${builds} of ${buildsEach})`);
        return buildCold(bench, variant, request, builds);
      },
    });
    return { variant, state: 'compared', reproduction };
  } catch (error) {
    if (signal.aborted || !(error instanceof StagebenchError) || !variantFaults.has(error.code)) throw error;
    return { variant, state: 'failed', trouble: { code: error.code, reason: error.message } };
  }
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
