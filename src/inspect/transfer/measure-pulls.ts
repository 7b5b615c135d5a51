import { median } from 'simple-statistics';
import type { Clock } from '../../domain/clock.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { TransferFacts } from '../../domain/image/transfer.ts';
import type { Engine } from '../../engine/engine.ts';
import { sharedLayers } from './manifest-facts.ts';
import type { PushedImage } from './push-image.ts';
import { refOn } from './pushed-name.ts';
import { downloadedBytes, timedPull, wasPresent, type TimedPull } from './timed-pull.ts';

export interface PullRequest {
  /** An engine that has no images. */
  readonly node: Engine;
  /** The registry itself. */
  readonly registryHost: string;
  /** Where the pulls that count come from: the registry, or the slow line before it. */
  readonly pullHost: string;
  readonly image: PushedImage;
  readonly base: PushedImage | undefined;
  /** How many pulls of each kind, at least one. */
  readonly samples: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export type PullFacts = Pick<TransferFacts, 'pullEmptyMs' | 'pullBasedMs' | 'pullBasedBytes'>;

/**
 * Pulls an image onto an engine without images, several times, and then onto the same engine with the base in it. After
 * each pull the image is removed, and before each it is made sure that nothing is left of it. The first pull does not
 * count: it brings the registry's files into the page cache, where all that count find them. Leaves the engine empty.
 */
export async function measurePulls(request: PullRequest): Promise<PullFacts> {
  const { node, registryHost, image, base, signal } = request;
  request.onProgress?.('warm-up pull');
  await pullOnce(request, registryHost, []);
  const empty = await pulls(request, 'onto an empty engine', []);
  const pullEmptyMs = median(empty.map(({ ms }) => ms));
  const expected = base === undefined ? [] : sharedLayers(image.manifest, base.manifest);
  if (base === undefined || expected.length === 0)
    return { pullEmptyMs, pullBasedMs: undefined, pullBasedBytes: undefined };
  const baseRef = refOn(registryHost, base.name);
  await node.pullImage(baseRef, signal && { signal });
  try {
    const based = await pulls(request, 'onto one that has the base', [baseRef]);
    const without = expected.filter((layer) => based.some(({ present }) => !wasPresent(layer, present)));
    if (without.length > 0)
      throw unexpected(`downloaded ${without.length} layers again that it had with the base`);
    const bytes = based.map(({ present }) => downloadedBytes(image.manifest, present));
    return {
      pullEmptyMs,
      pullBasedMs: median(based.map(({ ms }) => ms)),
      pullBasedBytes: Math.max(...bytes),
    };
  } finally {
    await node.removeImage(baseRef);
  }
}

/** The pulls that count, onto an engine with these images. */
async function pulls(
  request: PullRequest,
  where: string,
  others: readonly string[],
): Promise<readonly TimedPull[]> {
  const done: TimedPull[] = [];
  while (done.length < request.samples) {
    request.onProgress?.(`pull ${done.length + 1} of ${request.samples} ${where}`);
    done.push(await pullOnce(request, request.pullHost, others));
  }
  return done;
}

/** Pulls the image onto an engine with these images only, checks that it is the one that was pushed, and removes it. */
async function pullOnce(
  { node, image, clock, signal }: PullRequest,
  host: string,
  others: readonly string[],
): Promise<TimedPull> {
  const ref = refOn(host, image.name);
  const before = (await node.inventory()).images;
  if (before.length !== others.length) throw unexpected(`holds ${before.join(', ')} before a pull`);
  try {
    const pull = await timedPull(node, ref, clock, signal);
    if (others.length === 0 && pull.present.size > 0)
      throw unexpected(`has ${pull.present.size} layers although it has no image`);
    const found = await node.inspectImage(ref);
    if (found?.diffIds.join() !== image.diffIds.join()) throw unexpected(`did not get what was pushed`);
    return pull;
  } finally {
    await node.removeImage(ref);
  }
}

const unexpected = (what: string): StagebenchError =>
  new StagebenchError('TRANSFER_FAILED', `The engine that images are pulled onto ${what}.`);
