import { StagebenchError } from '../domain/errors.ts';
import type { ResolvedBase } from '../domain/image/base.ts';
import { parsePlatform } from '../domain/image/platform.ts';
import type { LocalBasesRequest } from './local-bases.ts';
import { pinned, pullPinned } from './registry-bases.ts';
import { trustingBase } from './trusting-base.ts';

/**
 * A base for another platform than that of the engine, from the registry name `upstream`. It keeps the digest of all its platforms, by
 * which the run knows it. `fetches`: stages on it fetch, and must trust what this machine trusts. Throws REGISTRY_UNREACHABLE.
 */
export async function baseForPlatform(
  { name, source, digest }: ResolvedBase,
  upstream: string,
  platform: string,
  fetches: boolean,
  request: LocalBasesRequest,
): Promise<ResolvedBase> {
  const { engine, extraCa, onProgress, onStep, tools } = request;
  const onProgressOf = (text: string): void => onStep(`base ${name} for ${platform}: ${text}`);
  onProgress(`base ${name} for ${platform}: looking it up in the registry`);
  const its = await engine.platformDigest(pinned(upstream, digest), parsePlatform(platform));
  if (its === undefined)
    throw new StagebenchError(
      'REGISTRY_UNREACHABLE',
      `${upstream} has nothing for ${platform} in its registry.`,
    );
  const pulled = await pullPinned(engine, upstream, its, { onProgress: onProgressOf }, tools.signal);
  const base = fetches && extraCa !== '' ? await trustingBase(pulled, request, platform) : pulled;
  return { ...base, name, source, digest };
}
