import type { Clock } from '../../domain/clock.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { pushedTag, refOn } from './pushed-name.ts';
import { readManifest, type Manifest } from './read-manifest.ts';

/** An image in the loopback registry. */
export interface PushedImage {
  readonly name: string;
  readonly diffIds: readonly string[];
  readonly manifest: Manifest;
  /** From the push call until the registry has the manifest; ms. */
  readonly pushMs: number;
}

/**
 * Pushes an image under a name of its own, which it has on the engine for so long only. Throws IMAGE_UNREADABLE,
 * TRANSFER_FAILED, ENGINE_LOST, ENGINE_REQUEST.
 */
export async function pushImage(
  engine: Engine,
  ref: string,
  {
    host,
    name,
    clock,
    signal,
  }: { host: string; name: string; clock: Clock; signal?: AbortSignal | undefined },
): Promise<PushedImage> {
  const image = await engine.inspectImage(ref);
  if (image === undefined) throw new StagebenchError('IMAGE_UNREADABLE', `The engine has no image ${ref}.`);
  await refuseNameless(engine, ref, image.imageId);
  const pushed = refOn(host, name);
  await engine.tagImage(ref, pushed);
  try {
    const started = clock.monotonicMs();
    await engine.pushImage(pushed, signal && { signal });
    const pushMs = clock.monotonicMs() - started;
    const manifest = await readManifest(host, name, pushedTag, image.platform, signal);
    return { name, diffIds: image.diffIds, manifest, pushMs };
  } finally {
    await engine.removeImage(pushed);
  }
}

/** An image whose only name is taken away is gone with it. */
async function refuseNameless(engine: Engine, ref: string, imageId: string): Promise<void> {
  const { images } = await engine.inventory();
  if (images.some((line) => line.startsWith(`${imageId} `))) return;
  throw new StagebenchError('TRANSFER_FAILED', `${ref} has no name: give it one with \`docker tag\` first.`);
}
