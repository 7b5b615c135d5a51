import { formatPlatform, parsePlatform, usualPlatform } from '../domain/image/platform.ts';
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
  const usual = usualPlatform(parsePlatform(platform));
  const { os, architecture, variant } = usual;
  return {
    [`${prefix}PLATFORM`]: formatPlatform(usual),
    [`${prefix}OS`]: os,
    [`${prefix}ARCH`]: architecture,
    [`${prefix}VARIANT`]: variant,
  };
}
