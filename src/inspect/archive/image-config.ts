import { z } from 'zod';

/** What is read of an image's config (https://github.com/opencontainers/image-spec/blob/main/config.md); the rest passes by. */
export const imageConfigSchema = z.object({
  architecture: z.string().default(''),
  os: z.string().default(''),
  variant: z.string().optional(),
  created: z.string().optional(),
  config: z
    .object({
      User: z.string().nullish(),
      Env: z.array(z.string()).nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
      Entrypoint: z.array(z.string()).nullish(),
      Cmd: z.array(z.string()).nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string().regex(/^sha256:[0-9a-f]{64}$/)).nullish() }),
  history: z
    .array(z.object({ created_by: z.string().nullish(), empty_layer: z.boolean().nullish() }))
    .nullish(),
});

export type ImageConfig = z.infer<typeof imageConfigSchema>;

/** An image as an archive holds it. */
export interface SavedImage {
  /** Its names, if it has any. */
  readonly refs: readonly string[];
  /** SHA-256 of the config: the id that engines with the classic store show. */
  readonly configDigest: string;
  readonly config: ImageConfig;
  /** From the bottom. */
  readonly diffIds: readonly string[];
}
