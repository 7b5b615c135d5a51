import path from 'node:path';
import { LOCKS } from 'package-manager-detector/constants';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { plain, withRemark } from './comments.ts';

/** How a manifest or lockfile gets a change that no tool objects to, and that leaves the dependencies as they are. */
type Change = (text: string, unique: string) => string;

interface Ecosystem {
  /** For people. */
  readonly name: string;
  /** By the end of a file's name. The first file of an ecosystem that is there makes it the project's. */
  readonly manifests: Readonly<Record<string, Change>>;
  /** Changed beside a manifest, where they take a change; the others only pin, and are changed by nobody. */
  readonly lockfiles: Readonly<Record<string, Change | undefined>>;
}

const hash: Change = (text, unique) => `${lined(text)}# edit ${plain(unique)}\n`;
const slashes: Change = (text, unique) => `${lined(text)}// edit ${plain(unique)}\n`;
const markup: Change = (text, unique) => withRemark('x.xml', text, unique) ?? text;
const lined = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** npm reads a file with a byte order mark, and JSON has none. */
function objectIn(text: string): object {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error('it is no object');
}

/** Build metadata keeps a version valid, and equal in manifest and lockfile. */
const withVersion: Change = (text, unique) => {
  const manifest = objectIn(text) as {
    version?: unknown;
    packages?: Record<string, { version?: string } | null> | null;
  };
  const { version: was = '0.0.0' } = manifest;
  if (typeof was !== 'string') throw new Error('its version is no text');
  const version = `${was.split('+')[0]}+${unique.replaceAll(/[^0-9A-Za-z]+/g, '-')}`;
  manifest.version = version;
  const root = manifest.packages?.[''];
  if (typeof root === 'object' && root !== null) root.version = version;
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** Composer compares a hash of what it installs from, and the description is no part of it. */
const withDescription: Change = (text, unique) => {
  return `${JSON.stringify({ ...objectIn(text), description: `edit ${plain(unique)}` }, null, 4)}\n`;
};

/** go.sum takes no remark, but tolerates the checksum of a module that nobody needs. */
const withChecksum: Change = (text, unique) =>
  `${lined(text)}stagebench.invalid/edit v0.0.0-${plain(unique)} h1:${'A'.repeat(43)}=\n`;

const ecosystems: readonly Ecosystem[] = [
  {
    name: 'Node',
    manifests: { 'package.json': withVersion },
    lockfiles: {
      ...Object.fromEntries(Object.keys(LOCKS).map((file) => [file, undefined])),
      // A remark; `pnpm install --frozen-lockfile` takes it.
      'pnpm-lock.yaml': hash,
      ...{ 'package-lock.json': withVersion, 'npm-shrinkwrap.json': withVersion },
    },
  },
  { name: 'Go', manifests: { 'go.mod': slashes }, lockfiles: { 'go.sum': withChecksum } },
  {
    name: 'Python',
    manifests: { 'pyproject.toml': hash, 'requirements.in': hash, 'requirements.txt': hash, Pipfile: hash },
    lockfiles: {
      // The same for `uv sync --locked`.
      ...{ 'requirements.txt': hash, 'uv.lock': hash, 'poetry.lock': undefined },
      ...{ 'pdm.lock': undefined, 'Pipfile.lock': undefined },
    },
  },
  { name: 'Rust', manifests: { 'Cargo.toml': hash }, lockfiles: { 'Cargo.lock': undefined } },
  { name: 'Maven', manifests: { 'pom.xml': markup }, lockfiles: {} },
  {
    name: 'Gradle',
    manifests: { 'build.gradle': slashes, 'build.gradle.kts': slashes },
    lockfiles: { 'gradle.lockfile': undefined },
  },
  { name: 'Ruby', manifests: { Gemfile: hash }, lockfiles: { 'Gemfile.lock': undefined } },
  {
    name: 'PHP',
    manifests: { 'composer.json': withDescription },
    lockfiles: { 'composer.lock': undefined },
  },
  {
    name: '.NET',
    manifests: { '.csproj': markup, '.fsproj': markup, '.vbproj': markup },
    lockfiles: { 'packages.lock.json': undefined },
  },
];

export interface FoundDependencies {
  readonly ecosystem: string;
  readonly edit: AppEdit;
  readonly lockfiles: readonly string[];
}

/**
 * The edit of the dependencies, by what lies in the context: the manifest nearest to its top that is there, with the lockfiles
 * beside it; first those that most builds get. `reach`: how many builds get a file. Undefined if there is none.
 */
export function dependencyEdit(
  files: readonly string[],
  reach: (file: string) => number = () => 1,
): FoundDependencies | undefined {
  const near = files
    .filter((file) => isKnown(baseOf(file)) && reach(file) > 0)
    .toSorted((a, b) => reach(b) - reach(a) || a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  for (const file of near) {
    const found = ecosystems.find(({ manifests }) => changeOf(manifests, file) !== undefined);
    if (found !== undefined) return editBeside(found, file, near);
  }
  return undefined;
}

/** What any manifest or lockfile is called, or ends with. */
const knownNames = ecosystems.flatMap(({ manifests, lockfiles }) => [
  ...Object.keys(manifests),
  ...Object.keys(lockfiles),
]);
const wholeNames: ReadonlySet<string> = new Set(knownNames);
const endings = knownNames.filter((name) => name.startsWith('.'));

const isKnown = (base: string): boolean =>
  wholeNames.has(base) || endings.some((ending) => base.endsWith(ending));

function editBeside({ name, manifests, lockfiles }: Ecosystem, file: string, files: readonly string[]) {
  const folder = folderOf(file);
  const beside = files.filter((other) => folderOf(other) === folder);
  const changes = new Map<string, Change>();
  for (const other of beside) {
    const change = changeOf(manifests, other) ?? changeOf(lockfiles, other);
    if (change !== undefined) changes.set(other, change);
  }
  const edit: AppEdit = {
    kind: 'deps',
    files: [...changes.keys()],
    apply: (changed, text, unique) => changes.get(changed)?.(text, unique) ?? text,
  };
  return { ecosystem: name, edit, lockfiles: beside.filter((other) => baseOf(other) in lockfiles) };
}

/** How a file that says what an app depends on is changed; undefined if it is none, or takes no change. */
export function manifestChange(file: string): Change | undefined {
  for (const { manifests, lockfiles } of ecosystems) {
    const change = changeOf(manifests, file) ?? changeOf(lockfiles, file);
    if (change !== undefined) return change;
  }
  return undefined;
}

function changeOf(changes: Readonly<Record<string, Change | undefined>>, file: string): Change | undefined {
  const base = baseOf(file);
  return Object.entries(changes).find(([end]) =>
    end.startsWith('.') ? base.endsWith(end) : base === end,
  )?.[1];
}

/** Whatever they are for, `requirements-dev.txt`, `dev-requirements.txt` and `requirements/dev.txt` are written like `requirements.txt`. */
const baseOf = (file: string): string => path.posix.basename(file.replace(requirements, '/requirements'));
const requirements = /(?:^|\/)(?:[^/]*[-_.])?requirements(?:[-_./][^/]*)?(?=\.(?:txt|in)$)/;
const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
