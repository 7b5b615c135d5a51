import type { PackageList } from '../layers/layer-entry.ts';
import { developmentOfPnpm } from './development-of-pnpm.ts';
import { packageLabel } from './package-label.ts';

/** Reads the whole content of a file that declares packages; undefined if it declares none after all. */
export type PackageReader = (content: Buffer) => PackageList | undefined;

/** Longer files are not read, bytes. The status file of a desktop system has some 5 MB. */
export const largestPackageFile = 16 * 1024 * 1024;

interface PackageFiles {
  readonly matches: (path: string) => boolean;
  readonly read: PackageReader;
}

const installedPackageJson = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
const isInstalled = (path: string): boolean => /(^|\/)node_modules\//.test(path);
const pythonMetadata = ['.dist-info/METADATA', '.egg-info/PKG-INFO', '.egg-info'];
const apkDatabases = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);
const distrolessPackage = /^var\/lib\/dpkg\/status\.d\/[^/]+$/;

/** The files that declare packages; of any other path nothing is known by its name. Go programs are told by content. */
const packageFiles: readonly PackageFiles[] = [
  {
    matches: (path) => path.endsWith('/package.json') && installedPackageJson.test(path),
    read: readNpmPackage,
  },
  { matches: (path) => /(^|\/)package\.json$/.test(path) && !isInstalled(path), read: readNpmProject },
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
  { matches: (path) => path.endsWith('/node_modules/.package-lock.json'), read: readNpmLock },
  { matches: (path) => path.endsWith('/node_modules/.pnpm/lock.yaml'), read: readPnpmLock },
];

/** What reads the file of this path (as in LayerEntry), or undefined if it declares no packages. */
export function packageReader(path: string): PackageReader | undefined {
  return packageFiles.find(({ matches }) => matches(path))?.read;
}

/** The packages of an apk database: `P` is the name, `V` the version (https://wiki.alpinelinux.org/wiki/Apk_spec). */
function readApkPackages(content: Buffer): PackageList {
  const packages: string[] = [];
  for (const fields of paragraphs(content.toString('utf8'))) {
    const name = fields.get('P');
    if (name !== undefined) packages.push(packageLabel(name, fields.get('V')));
  }
  return { source: 'apk', packages };
}

/**
 * The packages of a dpkg database that are installed. Their Status has three words, what is wanted, whether there is an
 * error, and what is; `hold ok installed` is there, `deinstall ok config-files` is not
 * (https://manpages.debian.org/trixie/dpkg/dpkg-query.1.en.html). `unstated` says what a package without a Status is:
 * the files of distroless have none.
 */
function readDpkgPackages(content: Buffer, unstated: 'installed' | 'absent'): PackageList {
  const packages: string[] = [];
  for (const fields of paragraphs(content.toString('utf8'))) {
    const name = fields.get('Package');
    const state = fields.get('Status')?.split(/\s+/).at(2) ?? unstated;
    if (name !== undefined && state === 'installed') packages.push(packageLabel(name, fields.get('Version')));
  }
  return { source: 'dpkg', packages };
}

/**
 * The package that a package.json is of (https://docs.npmjs.com/cli/configuring-npm/package-json). Undefined if it is no
 * JSON or has no name: npm would not install that, so it is something else under the name.
 */
function readNpmPackage(content: Buffer): PackageList | undefined {
  const json = parseJson(content.toString('utf8'));
  if (typeof json !== 'object' || json === null) return undefined;
  const name = 'name' in json ? json.name : undefined;
  const version = 'version' in json ? json.version : undefined;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  const packages = [packageLabel(name, typeof version === 'string' ? version : '')];
  return { source: 'npm', packages, needs: neededBy(json) };
}

/** The manifest of a project, which has nothing that is installed. */
function readNpmProject(content: Buffer): PackageList | undefined {
  const json = parseJson(content.toString('utf8')) as Manifest | null | undefined;
  if (typeof json !== 'object' || json === null) return undefined;
  const develops = Object.keys(json.devDependencies ?? {});
  return { source: 'project', packages: [], needs: neededBy(json), develops };
}

/** Of each name a range; in a file of somebody it may be anything. */
type Manifest = Readonly<
  Partial<
    Record<'dependencies' | 'optionalDependencies' | 'peerDependencies' | 'devDependencies', object | null>
  >
>;

const neededBy = ({ dependencies, optionalDependencies, peerDependencies }: Manifest): string[] =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });

/**
 * The lockfile that npm leaves where it has installed: it marks what only development needs
 * (https://docs.npmjs.com/cli/configuring-npm/package-lock-json).
 */
function readNpmLock(content: Buffer): PackageList | undefined {
  const json = parseJson(content.toString('utf8')) as
    { readonly packages?: Readonly<Record<string, { readonly dev?: boolean } | null>> } | null | undefined;
  const packages = Object.entries(json?.packages ?? {}).flatMap(([place, one]) =>
    one?.dev === true && place.startsWith('node_modules/') ? [place.slice('node_modules/'.length)] : [],
  );
  return packages.length === 0 ? undefined : { source: 'development', packages };
}

function readPnpmLock(content: Buffer): PackageList | undefined {
  const packages = developmentOfPnpm(content.toString('utf8'));
  return packages.length === 0 ? undefined : { source: 'development', packages };
}

/** What the text says as JSON, after a byte order mark if it has one; undefined if it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/**
 * The package that a METADATA or PKG-INFO is of: headers, an empty line, then a description that does not matter
 * (https://packaging.python.org/en/latest/specifications/core-metadata/). Undefined if it has no name.
 */
function readPythonPackage(content: Buffer): PackageList | undefined {
  const [headers] = paragraphs(content.toString('utf8'));
  const name = headers?.get('Name') ?? '';
  if (name === '') return undefined;
  return { source: 'python', packages: [packageLabel(name, headers?.get('Version'))] };
}

/**
 * Paragraphs of `Name: value` lines, divided by empty lines, as dpkg, apk and Python's metadata write them
 * (https://manpages.debian.org/trixie/dpkg-dev/deb822.5.en.html). Of each field its first line, of fields of one name
 * the first. Names keep their case: apk's `P` and `p` are two fields.
 */
function* paragraphs(text: string): Generator<ReadonlyMap<string, string>> {
  let fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '') {
      if (fields.size > 0) yield fields;
      fields = new Map();
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    // A line that begins with a blank goes on with the field above it.
    if (name === '' || /^\s/.test(name) || fields.has(name)) continue;
    fields.set(name, line.slice(colon + 1).trim());
  }
  if (fields.size > 0) yield fields;
}
