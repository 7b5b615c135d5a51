import type { MergedFilesystem, WalkedFile } from '../filesystem/merged-filesystem.ts';
import { hasCaBundle } from './ca-bundle.ts';
import { FileCounting, type FileCounts } from './count-files.ts';
import { findTools } from './find-tools.ts';
import { PackageGathering, type ImagePackages } from './image-packages.ts';
import { runsAsRoot } from './runs-as-root.ts';
import { searchFolders } from './search-folders.ts';
import { secretLikeNames } from './secret-like-names.ts';
import { toolTable, type ToolKind } from './tool-table.ts';
import { ZoneSearch } from './tzdata.ts';

/** What of an image's config matters here. */
export interface SurfaceConfig {
  /** As in USER; empty if there is none. */
  readonly user: string;
  /** As `NAME=value`. */
  readonly env: readonly string[];
}

/** What an image offers to whoever breaks into its process, and what its process finds. Names are distinct and sorted. */
export interface AttackSurface extends ImagePackages, FileCounts {
  /** Names of the tool table, each the last of its row in its chain of links. */
  readonly shells: readonly string[];
  readonly packageManagers: readonly string[];
  readonly compilers: readonly string[];
  readonly networkTools: readonly string[];
  readonly runsAsRoot: boolean;
  readonly caBundle: boolean;
  readonly tzdata: boolean;
  /** Names of environment variables, never their values. */
  readonly secretLikeEnv: readonly string[];
}

/**
 * Counts the attack surface of an image, offline: from its filesystem and config alone, without running it. `also` gets every
 * file too: a walk through a million is made once.
 */
export function attackSurface(
  filesystem: MergedFilesystem,
  config: SurfaceConfig,
  also?: (file: WalkedFile) => void,
): AttackSurface {
  const folders = searchFolders(filesystem, config.env);
  const found = (kind: ToolKind): string[] => findTools(filesystem, folders, toolTable[kind].names);
  const packages = new PackageGathering(filesystem);
  const files = new FileCounting();
  const zones = new ZoneSearch(filesystem);
  for (const file of filesystem.files()) {
    packages.take(file);
    files.take(file);
    zones.take(file);
    also?.(file);
  }
  return {
    ...packages.packages(),
    ...files.counts(),
    shells: found('shells'),
    packageManagers: found('packageManagers'),
    compilers: found('compilers'),
    networkTools: found('networkTools'),
    runsAsRoot: runsAsRoot(config.user),
    caBundle: hasCaBundle(filesystem),
    tzdata: zones.found,
    secretLikeEnv: secretLikeNames(config.env),
  };
}
