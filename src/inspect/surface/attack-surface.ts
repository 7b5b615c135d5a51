import type { MergedFile, MergedFilesystem, WalkedFile } from '../filesystem/merged-filesystem.ts';
import { FileCounting, type FileCounts } from './count-files.ts';
import { findTools, searchFolders } from './find-tools.ts';
import { PackageGathering, type ImagePackages } from './image-packages.ts';
import { secretLikeNames } from './is-secret-like.ts';
import { toolTable, type ToolKind } from './tool-table.ts';

/** What of an image's config matters here. */
export interface SurfaceConfig {
  /** As in USER; empty if there is none. */
  readonly user: string;
  /** As `NAME=value`. */
  readonly env: readonly string[];
}

/** What an image offers to an intruder in its process, and what its process finds. Names are distinct and sorted. */
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

/**
 * Whether a container of an image with this USER (name or number, with or without group; empty if none is set) runs as
 * root, which is uid 0. The image's /etc/passwd is not read: a user of another name that has uid 0 there is taken for an
 * ordinary one.
 */
function runsAsRoot(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === '' || name === 'root' || /^0+$/.test(name);
}

/** Where programs look for the certificates they trust: https://github.com/golang/go/blob/master/src/crypto/x509/root_linux.go */
const caBundles = [
  'etc/ssl/certs/ca-certificates.crt',
  'etc/pki/tls/certs/ca-bundle.crt',
  'etc/ssl/ca-bundle.pem',
  'etc/pki/tls/cacert.pem',
  'etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  'etc/ssl/cert.pem',
];

/** Whether a program of the image finds a bundle of CA certificates. What a runtime carries inside (Node does) is not seen. */
function hasCaBundle(filesystem: MergedFilesystem): boolean {
  return caBundles.some((path) => {
    const entry = filesystem.lookup(path)?.entry;
    return entry?.type === 'file' && entry.size > 0;
  });
}

/** Where programs look for time zones: https://github.com/golang/go/blob/master/src/time/zoneinfo_unix.go */
const zoneFolders = ['usr/share/zoneinfo', 'usr/share/lib/zoneinfo', 'usr/lib/locale/TZ', 'etc/zoneinfo'];

/** Whether a program of the image finds a time zone. What a language carries inside (Python's tzdata) is not seen. */
class ZoneSearch {
  readonly #folders: readonly string[];
  found = false;

  constructor(filesystem: MergedFilesystem) {
    this.#folders = zoneFolders.flatMap((folder) => filesystem.lookup(folder)?.path ?? []);
  }

  take(file: MergedFile): void {
    if (this.found || file.entry.magic !== 'tzif') return;
    this.found = this.#folders.some((folder) => file.path.startsWith(`${folder}/`));
  }
}
