import { z } from 'zod';
import { goList, goObject, goTexts } from './as-go-reads.ts';

/** The JSON documents of an archive, by their names in it. */
export type Documents = ReadonlyMap<string, Buffer>;

/** What reading needs beside the documents. */
export interface ArchiveLook {
  /** Why a file of this name was not kept, though it may be a document. */
  readonly whyNot?: (name: string) => string | undefined;
  /** Is awaited before each document: reading may be stopped there. */
  readonly turn?: () => Promise<void>;
}

const descriptor = goObject({
  mediaType: z.string().default(''),
  digest: z.string().default(''),
  urls: goList(z.string(), '').default([]),
  annotations: goTexts.default({}),
});
export type Descriptor = z.infer<typeof descriptor>;

/**
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md, or
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md: what is in it tells which.
 */
export const indexOrManifest = goObject({
  artifactType: z.string().default(''),
  manifests: goList(descriptor, {}).optional(),
  config: descriptor.optional(),
  layers: goList(descriptor, {}).default([]),
});

/** https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format */
export const dockerManifest = z.array(
  goObject({
    Config: z.string(),
    RepoTags: goList(z.string(), '').default([]),
    Layers: goList(z.string(), '').default([]),
    /** By diffID; since Docker 25. */
    LayerSources: z.record(z.string(), descriptor).default({}),
  }),
);

export const blobName = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** Throws a plain Error that names the document, and what is wrong with it. */
export function parsed<T>(name: string, content: Buffer, schema: z.ZodType<T>): T {
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
