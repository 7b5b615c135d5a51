import type { ImageOriginFacts } from '../domain/image/image.ts';
import type { Variant, Visit } from '../domain/run/plan.ts';
import type { RunEvents } from '../domain/run/run-events.ts';
import type { MadeBuild, MadeBuilds, Trouble } from '../domain/run/sample.ts';
import { HeapKeeper } from '../inspect/heap-keeper.ts';
import { proveEdit, proveVariant } from './images/prove-variant.ts';
import { readImages } from './images/read-images.ts';
import type { TimeAccount } from './time-account.ts';
import { VariantStates } from './variant-state.ts';
import { makeBuilds } from './visit/make-builds.ts';
import { onItsEngine } from './visit/on-its-engine.ts';
import { interruptionOr, withoutFacts } from './visit/without-facts.ts';
import { editOf, imageTag, scenarioOf, type Workbench } from './workbench.ts';

/** The visits of one round, in their order. */
export type Round = readonly Visit[];

/**
 * Walks the rounds of a plan, which may be decided one by one: prepare, build, verify, prove, hand the sample on. A failed visit never stops the walk; an
 * interruption does, after its row. If the engine is lost, the visit is handed on as aborted and the error passed on.
 * `states` says what earlier sessions of the run have found out.
 */
export async function walk(
  bench: Workbench,
  variants: readonly Variant[],
  rounds: Iterable<Round> | AsyncIterable<Round>,
  events: RunEvents,
  account: TimeAccount,
  states = new VariantStates(),
): Promise<void> {
  const heap = new HeapKeeper();
  try {
    for await (const visits of rounds) {
      for (const visit of visits) {
        await visitOnce(bench, visit, states, events, account);
        heap.betweenSteps();
      }
      const last = visits.at(-1);
      if (last !== undefined && !bench.signal.aborted) await readImages(bench, last, states, events, account);
    }
  } finally {
    await handOnTheRest(bench, variants, states, events);
  }
}

async function visitOnce(
  bench: Workbench,
  visit: Visit,
  states: VariantStates,
  events: RunEvents,
  account: TimeAccount,
): Promise<void> {
  if (bench.signal.aborted) return;
  events.visitStarted(visit);
  const trouble = states.blocks(visit, bench.scenarios.get(visit.scenario));
  const startedMs = bench.clock.monotonicMs() - account.spent.starts;
  const measured: MadeBuilds =
    trouble === undefined
      ? await onItsEngine(bench, visit, events, account, (own) =>
          measure(own, visit, states, events, account),
        )
      : [{ sample: withoutFacts(bench, visit, 'failed', trouble), rawLog: '' }];
  const tookMs = bench.clock.monotonicMs() - account.spent.starts - startedMs;
  const builds = withAllTime(measured, tookMs);
  states.noteSample((builds.at(-1) ?? builds[0]).sample, bench.scenarios.get(visit.scenario));
  await events.visited(builds);
}

/** The last build gets what the visit took beside all of them, too. */
function withAllTime(builds: MadeBuilds, tookMs: number): MadeBuilds {
  const knownMs = builds.reduce(
    (sum, { sample }) => sum + ('facts' in sample ? sample.facts.wallMs + (sample.besideMs ?? 0) : 0),
    0,
  );
  const [first, ...others] = builds.map((build, index) => {
    const { sample } = build;
    if (index < builds.length - 1 || !('facts' in sample)) return build;
    return { ...build, sample: { ...sample, besideMs: (sample.besideMs ?? 0) + tookMs - knownMs } };
  });
  return first === undefined ? builds : [first, ...others];
}

/** A record for every variant that was tried and has none: never built, or built and not read before the end. */
async function handOnTheRest(
  bench: Workbench,
  variants: readonly Variant[],
  states: VariantStates,
  events: RunEvents,
): Promise<void> {
  for (const proof of states.unread()) {
    const { variant } = proof;
    const origin = imageOrigin(bench, variant);
    const trouble = states.whyUnread(variant);
    if (proof.works)
      await events.image({
        variant,
        state: 'unread',
        origin,
        ...(proof.start && { start: proof.start }),
        ...(proof.isNotStarted && { isNotStarted: true }),
        ...(trouble && { trouble }),
      });
    else await events.image({ variant, state: 'failed', origin, trouble: proof.trouble });
  }
  for (const variant of variants) {
    const trouble = states.hasProof(variant) ? undefined : states.failureOf(variant);
    if (trouble === undefined) continue;
    await events.image({ variant, state: 'failed', origin: imageOrigin(bench, variant), trouble });
  }
}

/** Builds one visit and, where it is the first good build of its variant, proves the image. */
async function measure(
  bench: Workbench,
  visit: Visit,
  states: VariantStates,
  events: RunEvents,
  account: TimeAccount,
): Promise<MadeBuilds> {
  const built = await makeBuilds(bench, visit, events, account);
  const { state } = built[0].sample;
  if (editOf(bench, visit) !== undefined) return afterEdit(bench, visit, built, states, events, account);
  // The image of a build that exports its cache may lie in a registry alone: that of the timed build is proved.
  const isExport = visit.phase === 'prime' && scenarioOf(bench, visit).cache === 'imported';
  if (isExport || visit.phase === 'control' || states.hasProof(visit)) return built;
  if (state === 'failed' || state === 'aborted') return built;
  const proof = await proveVariant(bench, visit, events, account).catch(async (error: unknown) => {
    // What was measured is kept, although nobody knows yet whether the image works.
    await events.visited(built);
    throw interruptionOr(error, bench.signal);
  });
  states.noteProof(proof);
  return proof.works ? built : allFailed(bench, built, proof.trouble);
}

/** The first edited image of a cell must work and show its edit. None of them is kept: each visit makes another. */
async function afterEdit(
  bench: Workbench,
  visit: Visit,
  built: MadeBuilds,
  states: VariantStates,
  events: RunEvents,
  account: TimeAccount,
): Promise<MadeBuilds> {
  const { state } = built[0].sample;
  if (state === 'failed' || state === 'aborted') return built;
  const keep = async (error: unknown): Promise<never> => {
    await events.visited(built);
    throw interruptionOr(error, bench.signal);
  };
  if (!states.hasProofOfEdit(visit))
    states.noteEdit(visit, await proveEdit(bench, visit, events, account).catch(keep));
  await account.charge('cleaning', () => bench.engine.removeImage(imageTag(bench, visit))).catch(keep);
  const trouble = states.blocks(visit, undefined);
  return trouble === undefined ? built : allFailed(bench, built, trouble);
}

/** The image does not work: no time of it counts. */
function allFailed(bench: Workbench, [first, ...others]: MadeBuilds, trouble: Trouble): MadeBuilds {
  const failed = (build: MadeBuild): MadeBuild => ({
    ...build,
    sample: withoutFacts(bench, build.sample.visit, 'failed', trouble, build.sample),
  });
  return [failed(first), ...others.map(failed)];
}

/** Every row says what its image stands on, those without an image too. */
function imageOrigin(bench: Workbench, variant: Variant): ImageOriginFacts {
  const { origin } = bench.inputs(variant);
  return { baseRef: origin.baseName, baseDigest: origin.base?.digest ?? '', baseSource: origin.source };
}
