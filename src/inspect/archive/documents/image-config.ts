import { z } from 'zod';
import { goList, goObject, goTexts } from './as-go-reads.ts';

const texts = goList(z.string(), '');
/** Docker takes one word for a list of one: https://github.com/moby/moby/blob/master/api/types/strslice/strslice.go */
const words = z.preprocess((value) => (typeof value === 'string' ? [value] : value), texts);

/** What is read of an image's config (https://github.com/opencontainers/image-spec/blob/main/config.md); the rest passes by. */
export const imageConfigSchema = goObject({
  architecture: z.string().default(''),
  os: z.string().default(''),
  variant: z.string().optional(),
  created: z.string().optional(),
  config: goObject({
    User: z.string().optional(),
    Env: texts.optional(),
    Labels: goTexts.optional(),
    Entrypoint: words.optional(),
    Cmd: words.optional(),
    ExposedPorts: z.record(z.string(), z.unknown()).optional(),
  }).optional(),
  rootfs: goObject({
    diff_ids: goList(z.string().regex(/^sha256:[0-9a-f]{64}$/), '').optional(),
  }),
  history: goList(
    goObject({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }),
    {},
  ).optional(),
});

type ImageConfig = z.infer<typeof imageConfigSchema>;

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
