import type { Clock } from '../../domain/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { distinctLayers } from './manifest-facts.ts';
import type { Manifest, ManifestBlob } from './read-manifest.ts';

/** One pull, and what it did not have to bring. */
export interface TimedPull {
  /** From the pull call until the image is there; ms. */
  readonly ms: number;
  /** The layers the engine had already: the first twelve digits of their blobs' digests. */
  readonly present: ReadonlySet<string>;
}

// Both image stores report it in these words, for each layer that is not downloaded:
// https://github.com/moby/moby/blob/v26.1.5/distribution/xfer/download.go
// https://github.com/moby/moby/blob/v26.1.5/daemon/containerd/progress.go
const alreadyThere = /^([0-9a-f]{12}): Already exists$/;

/** Pulls, takes the time, and notes which layers were there already. */
export async function timedPull(
  engine: Engine,
  ref: string,
  clock: Clock,
  signal?: AbortSignal,
): Promise<TimedPull> {
  const present = new Set<string>();
  const onProgress = (text: string): void => {
    const id = alreadyThere.exec(text)?.[1];
    if (id !== undefined) present.add(id);
  };
  const started = clock.monotonicMs();
  await engine.pullImage(ref, { onProgress, ...(signal && { signal }) });
  return { ms: clock.monotonicMs() - started, present };
}

export const wasPresent = ({ digest }: ManifestBlob, present: ReadonlySet<string>): boolean =>
  present.has(digest.replace('sha256:', '').slice(0, 12));

/** Bytes of the config and the layers that the engine did not have. */
export const downloadedBytes = (manifest: Manifest, present: ReadonlySet<string>): number =>
  distinctLayers(manifest)
    .filter((layer) => !wasPresent(layer, present))
    .reduce((sum, { size }) => sum + size, manifest.config.size);
