import { formatPlatform, parsePlatform, type Platform } from '../domain/image/platform.ts';
import type { BuildArguments } from './read-stages.ts';

const ofMachine = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;

/**
 * What BuildKit sets by itself, for the names in FROM too (https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope).
 * `platform`: what is built for, `os/arch[/variant]`; that of this machine, which builds, if nothing is said.
 */
export function platformArguments(platform = ofMachine): BuildArguments {
  return { ...named('TARGET', platform), ...named('BUILD', ofMachine) };
}

function named(prefix: string, platform: string): BuildArguments {
  const asked = parsePlatform(platform);
  const { os, architecture } = asked;
  const variant = usualVariant(asked);
  return {
    [`${prefix}PLATFORM`]: formatPlatform({ os, architecture, variant }),
    [`${prefix}OS`]: os,
    [`${prefix}ARCH`]: architecture,
    [`${prefix}VARIANT`]: variant,
  };
}

/** BuildKit says the variant of each arm, and of no other processor the one that all have: https://github.com/containerd/platforms/blob/main/platforms.go */
function usualVariant({ architecture, variant }: Platform): string {
  if (architecture === 'arm' && variant === '') return 'v7';
  return ['arm64/v8', 'amd64/v1'].includes(`${architecture}/${variant}`) ? '' : variant;
}
