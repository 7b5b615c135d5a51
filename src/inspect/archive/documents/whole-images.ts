import { emptyLayer } from '../../layers/empty-layer.ts';
import type { Found, NamedFile } from '../found.ts';
import type { LayerSource, NamedImage } from './images-in-archive.ts';
import { isNeverSaved } from './media-types.ts';
import { BeyondBound } from '../../beyond-bound.ts';

/** Engines take 128 layers (https://github.com/moby/moby/blob/master/daemon/graphdriver/overlay2/overlay.go); ten times that is no image. */
const mostLayers = 1280;

type Layer = Extract<Found, { kind: 'layer' }>;

/**
 * Says what an image lacks to be whole; undefined if it lacks nothing. Every layer that it says it has must have been read,
 * now and here, wherever it was and whatever it was called; one without bytes is always there.
 */
export function faultFinder(files: readonly NamedFile[]): (image: NamedImage) => Error | undefined {
  const layers = new Map<string, Layer>();
  const byName = new Map<string, Found>();
  for (const { name, found } of files) {
    if (found.kind === 'layer') layers.set(found.diffId, found);
    if (found.kind !== 'document') byName.set(name, found);
  }
  return ({ saved: { diffIds }, sources }) => {
    if (diffIds.length > mostLayers)
      return new BeyondBound(
        `it has ${diffIds.length} layers; more than ${mostLayers} are not read, engines take 128`,
      );
    // Engines refuse it too: https://github.com/moby/moby/blob/master/image/tarexport/load.go
    if (sources.length > 0 && sources.length !== diffIds.length)
      return new Error(`its config has ${diffIds.length} layers, where ${sources.length} are named`);
    const wanted = new Set(diffIds);
    const missing = [...wanted].filter((diffId) => diffId !== emptyLayer && !layers.has(diffId));
    const [first] = missing;
    if (first !== undefined) {
      const source = sources.length === diffIds.length ? sources[diffIds.indexOf(first)] : undefined;
      const why = source && whyMissing(first, source, byName.get(source.name));
      return new Error(why ?? `it lacks ${missing.length} of ${wanted.size} layers (${first})`);
    }
    for (const diffId of wanted) {
      const problem = layers.get(diffId)?.problem;
      if (problem?.bound) return new BeyondBound(`layer ${diffId} has ${problem.message}`);
      if (problem !== undefined) return new Error(`layer ${diffId} is damaged: ${problem.message}`);
    }
    return undefined;
  };
}

/** Of a layer whose file the archive names; undefined if that file is simply not there. */
function whyMissing(
  diffId: string,
  { name, mediaType, urls }: LayerSource,
  found: Found | undefined,
): string | undefined {
  if (found?.kind === 'layer')
    return `its ${name} has other content than its config says: ${found.diffId} instead of ${diffId}`;
  if (found?.kind === 'unread') return `its layer ${name} ${found.why}`;
  if (isNeverSaved(mediaType) || urls.length > 0)
    return `its layer ${diffId} is a foreign one, which is never saved with an image but fetched from elsewhere`;
  return undefined;
}
