import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { openFromRegistry } from './open-from-registry.ts';

// Docker's schema 2 and the OCI's have the same fields:
// https://distribution.github.io/distribution/spec/manifest-v2-2/
// https://github.com/opencontainers/image-spec/blob/main/manifest.md and image-index.md
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const blobSchema = z.object({ mediaType: z.string(), digest: z.string(), size: z.number() });
const platformSchema = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
});
const indexSchema = z.object({
  manifests: z.array(z.object({ digest: z.string(), platform: platformSchema.optional() })),
});
const manifestSchema = z.object({
  config: blobSchema,
  // Go writes an empty list as null.
  layers: z
    .array(blobSchema)
    .nullable()
    .transform((layers) => layers ?? []),
});

/** A blob as a manifest lists it; `size` in bytes. */
export type ManifestBlob = z.output<typeof blobSchema>;
/** What a registry says that an image is made of, from the bottom layer up. */
export type Manifest = z.output<typeof manifestSchema>;

/**
 * Reads the manifest of an image from a registry; where it stands for several platforms, the one of the given
 * (`linux/arm64/v8`). Rejects with TRANSFER_FAILED.
 */
export async function readManifest(
  host: string,
  name: string,
  tag: string,
  platform: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  const read = async (reference: string): Promise<unknown> => {
    const answer = await openFromRegistry(host, `${name}/manifests/${reference}`, { accept, signal });
    return json(answer).catch((error: unknown) => {
      throw notUnderstood(name, (error as Error).message, error);
    });
  };
  const first = await read(tag);
  const index = indexSchema.safeParse(first);
  if (!index.success) return parse(first, name);
  const digest = ofPlatform(index.data.manifests, platform);
  if (digest === undefined)
    throw new StagebenchError('TRANSFER_FAILED', `What was pushed as ${name} has nothing for ${platform}.`);
  return parse(await read(digest), name);
}

function parse(answer: unknown, name: string): Manifest {
  const parsed = manifestSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw notUnderstood(name, z.prettifyError(parsed.error));
}

const notUnderstood = (name: string, why: string, cause?: unknown): StagebenchError =>
  new StagebenchError('TRANSFER_FAILED', `The registry's manifest of ${name} cannot be understood: ${why}`, {
    cause,
  });

/** The exact platform, or else the one that differs by its variant only. */
function ofPlatform(
  manifests: z.output<typeof indexSchema>['manifests'],
  wanted: string,
): string | undefined {
  const withoutVariant = wanted.split('/').slice(0, 2).join('/');
  const named = manifests.map(({ digest, platform }) => {
    const names = [platform?.os, platform?.architecture, platform?.variant].filter(Boolean);
    return { digest, full: names.join('/'), short: names.slice(0, 2).join('/') };
  });
  const found =
    named.find(({ full }) => full === wanted) ?? named.find(({ short }) => short === withoutVariant);
  return found?.digest;
}
