import { createHash } from 'node:crypto';
import { z } from 'zod';
import { imageConfigSchema, type SavedImage } from './image-config.ts';

/** The JSON documents of an archive, by their names in it. */
export type Documents = ReadonlyMap<string, Buffer>;

/** https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format */
const dockerManifest = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
  }),
);

const descriptor = z.object({
  mediaType: z.string().optional(),
  digest: z.string(),
  annotations: z.record(z.string(), z.string()).nullish(),
});

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
const indexSchema = z.object({ manifests: z.array(descriptor) });

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
const manifestSchema = z.object({ config: descriptor });

/** What BuildKit calls an image that is only a proof about another one. */
const attestation = 'vnd.docker.reference.type';

/**
 * The images of an archive: as manifest.json tells them (`docker save`, every layout), else as index.json does (OCI).
 * Throws a plain Error that says what is missing or wrong.
 */
export function imagesInArchive(documents: Documents): SavedImage[] {
  const docker = documents.get('manifest.json');
  if (docker !== undefined) {
    const named = parsed('manifest.json', docker, dockerManifest);
    if (named.length === 0) throw new Error('its manifest.json names no image');
    return named.map(({ Config, RepoTags }) => imageOf(documents, Config, RepoTags ?? []));
  }
  const oci = documents.get('index.json');
  if (oci === undefined) throw new Error('it has neither a manifest.json nor an index.json');
  const configs = configsInIndex(documents, oci);
  if (configs.size === 0) throw new Error('its index.json names no image that is in it');
  return Array.from(configs, ([name, refs]) => imageOf(documents, name, [...refs]));
}

/**
 * The names of the configs, each with the image's refs. Follows indexes of indexes; manifests of other platforms, which
 * are named but not there, are passed over.
 */
function configsInIndex(documents: Documents, index: Buffer): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const open: Place[] = [{ name: 'index.json', content: index, refs: [] }];
  for (const { name, content, refs } of open) {
    const place = [name, ...refs].join(' ');
    if (seen.has(place)) continue;
    seen.add(place);
    const nested = parsed(name, content, indexSchema.or(manifestSchema));
    if ('manifests' in nested) open.push(...placesBelow(documents, nested.manifests, refs));
    else {
      const config = blobName(nested.config.digest);
      found.set(config, new Set([...(found.get(config) ?? []), ...refs]));
    }
  }
  return found;
}

/** A document that names images. */
interface Place {
  readonly name: string;
  readonly content: Buffer;
  /** What the images below it are called, unless they say otherwise. */
  readonly refs: readonly string[];
}

function placesBelow(
  documents: Documents,
  manifests: readonly z.infer<typeof descriptor>[],
  refs: readonly string[],
): Place[] {
  return manifests.flatMap(({ digest, annotations }) => {
    const name = blobName(digest);
    const content = documents.get(name);
    if (content === undefined || annotations?.[attestation] !== undefined) return [];
    const ref =
      annotations?.['io.containerd.image.name'] ?? annotations?.['org.opencontainers.image.ref.name'];
    return [{ name, content, refs: ref === undefined ? refs : [ref] }];
  });
}

const blobName = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

function imageOf(documents: Documents, name: string, refs: readonly string[]): SavedImage {
  const content = documents.get(name);
  if (content === undefined) throw new Error(`its config ${name} is missing`);
  const config = parsed(name, content, imageConfigSchema);
  return {
    refs,
    configDigest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    config,
    diffIds: config.rootfs.diff_ids ?? [],
  };
}

function parsed<T>(name: string, content: Buffer, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new Error(`its ${name} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const what = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  throw new Error(`its ${name} is not as it should be: ${what}`);
}
