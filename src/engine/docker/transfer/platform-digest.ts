import { z } from 'zod';
import { StagebenchError } from '../../../domain/errors.ts';
import { isPlatformOrEarlier, platformOf, type Platform } from '../../../domain/image/platform.ts';
import { askBuildx, type BuilderClient } from '../../builder/builder-client.ts';

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
const index = z.object({
  manifests: z.array(
    z.object({
      digest: z.string(),
      platform: z
        .object({ os: z.string(), architecture: z.string(), variant: z.string().optional() })
        .optional(),
    }),
  ),
});

/** Asks the registry by buildx: the API of an engine tells which platforms a name has, and not their digests. */
export async function platformDigest(
  client: BuilderClient,
  ref: string,
  wanted: Platform,
): Promise<string | undefined> {
  const answer = await askBuildx(client, ['imagetools', 'inspect', '--raw', ref]);
  if (answer.failed)
    throw new StagebenchError('REGISTRY_UNREACHABLE', `${ref} cannot be looked up: ${answer.error}.`);
  return digestFor(answer.stdout, wanted);
}

/** Of the platforms that run there the latest one; undefined if there is none, or the document is no index. */
export function digestFor(document: string, wanted: Platform): string | undefined {
  const { data } = index.safeParse(JSON.parse(document));
  let best: { readonly digest: string; readonly platform: Platform } | undefined;
  for (const { digest, platform: named } of data?.manifests ?? []) {
    const platform = named && platformOf(named);
    if (platform === undefined || !isPlatformOrEarlier(platform, wanted)) continue;
    if (best === undefined || !isPlatformOrEarlier(platform, best.platform)) best = { digest, platform };
  }
  return best?.digest;
}
