import type { PackageList } from '../layers/layer-entry.ts';
import { readApkPackages } from './read-apk-packages.ts';
import { readDpkgPackages } from './read-dpkg-packages.ts';
import { readNpmPackage } from './read-npm-package.ts';
import { readPythonPackage } from './read-python-package.ts';

/** Reads the whole content of a file that declares packages; undefined if it declares none after all. */
export type PackageReader = (content: Buffer) => PackageList | undefined;

/** Longer files are not read, bytes. The status file of a desktop system has some 5 MB. */
export const largestPackageFile = 16 * 1024 * 1024;

interface PackageFiles {
  readonly matches: (path: string) => boolean;
  readonly read: PackageReader;
}

const installedPackageJson = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
const pythonMetadata = ['.dist-info/METADATA', '.egg-info/PKG-INFO', '.egg-info'];
const apkDatabases = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);
const distrolessPackage = /^var\/lib\/dpkg\/status\.d\/[^/]+$/;

/** The files that declare packages; of any other path nothing is known by its name. Go programs are told by content. */
const packageFiles: readonly PackageFiles[] = [
  {
    matches: (path) => path.endsWith('/package.json') && installedPackageJson.test(path),
    read: readNpmPackage,
  },
  { matches: (path) => pythonMetadata.some((end) => path.endsWith(end)), read: readPythonPackage },
  {
    matches: (path) => path === 'var/lib/dpkg/status',
    read: (content) => readDpkgPackages(content, 'absent'),
  },
  {
    // https://github.com/GoogleContainerTools/distroless/blob/main/PACKAGE_METADATA.md
    matches: (path) => distrolessPackage.test(path) && !path.endsWith('.md5sums'),
    read: (content) => readDpkgPackages(content, 'installed'),
  },
  { matches: (path) => apkDatabases.has(path), read: readApkPackages },
];

/** What reads the file of this path (as in LayerEntry), or undefined if it declares no packages. */
export function packageReader(path: string): PackageReader | undefined {
  return packageFiles.find(({ matches }) => matches(path))?.read;
}
