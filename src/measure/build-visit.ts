import type { Visit } from '../domain/plan.ts';
import type { Sample, Trouble } from '../domain/sample.ts';
import type { BuildOutcome, BuildRequest } from '../engine/engine.ts';
import { buildFacts } from './build-facts.ts';
import type { RunEvents } from '../domain/run-events.ts';
import type { TimeAccount } from './time-account.ts';
import { timeOnce } from './time-once.ts';
import { verifyCache } from './verify-cache.ts';
import { imageTag, runLabel, type Workbench } from './workbench.ts';

/** Prepares the cache as the scenario demands, builds under the clock, and judges the outcome. */
export async function buildVisit(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<{ sample: Sample; rawLog: string }> {
  const scenario = bench.scenarios.get(visit.scenario);
  if (scenario === undefined)
    throw new Error(`the plan names a scenario that is not registered: ${visit.scenario}`);
  const cold = visit.phase === 'prime' || scenario.cache === 'none';
  const request = buildRequest(bench, visit, cold);
  const startedAt = bench.clock.date().toISOString();
  const { value: outcome, wallMs } = await timeOnce(
    bench.clock,
    () =>
      bench.engine.build(request, {
        signal: bench.signal,
        onStep: (step) => {
          events.stepStarted(visit, step);
        },
      }),
    async () => {
      await bench.cacheWatch?.open();
      if (!cold || bench.coldMethod !== 'pruned') return;
      events.activity(visit, 'emptying the cache');
      await account.charge('cleaning', async () => {
        await bench.engine.removeImage(imageTag(bench, visit));
        await bench.engine.pruneBuildCache('all');
      });
    },
    (built) => built.wallMs,
  );
  if (outcome.state !== 'aborted') await bench.cacheWatch?.close();
  const common = { visit, startedAt, coldMethod: cold ? bench.coldMethod : undefined };
  const rawLog = outcome.rawLog;
  if (outcome.state === 'aborted') {
    return {
      sample: { ...common, state: 'aborted', trouble: { code: 'INTERRUPTED', reason: 'interrupted' } },
      rawLog,
    };
  }
  if (outcome.state === 'failed')
    return { sample: { ...common, state: 'failed', trouble: buildTrouble(outcome) }, rawLog };
  const facts = buildFacts(wallMs, outcome.steps, outcome.imageId);
  const trouble = visit.phase === 'prime' ? undefined : verifyCache(scenario, outcome.steps);
  if (trouble !== undefined) return { sample: { ...common, state: 'invalid', facts, trouble }, rawLog };
  return { sample: { ...common, state: 'built', facts }, rawLog };
}

/**
 * A fresh namespace for cache mounts empties them without touching anybody else's; it goes with the whole chain, or
 * the warm build would look for other mounts than the cold one filled
 * (https://docs.docker.com/build/buildkit/configure/#build-arguments is silent; the argument is in BuildKit's Dockerfile frontend).
 */
function buildRequest(bench: Workbench, visit: Visit, cold: boolean): BuildRequest {
  const { contextDir, dockerfile, bases } = bench.inputs(visit);
  const request = {
    contextDir,
    dockerfile,
    bases,
    tag: imageTag(bench, visit),
    labels: { [runLabel]: bench.runId },
  };
  if (bench.coldMethod === 'pruned') return request;
  return {
    ...request,
    noCache: cold,
    buildArgs: { BUILDKIT_CACHE_MOUNT_NS: `${bench.runId}-${visit.round}` },
  };
}

function buildTrouble(outcome: Extract<BuildOutcome, { state: 'failed' }>): Trouble {
  const step = outcome.failedStep === '' ? 'the build' : `step ${outcome.failedStep}`;
  const log = outcome.logTail.length === 0 ? '' : ` Last log lines:\n${outcome.logTail.join('\n')}`;
  return { code: 'BUILD_FAILED', reason: `${step} failed: ${outcome.message}.${log}` };
}
