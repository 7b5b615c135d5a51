import { detect } from 'package-manager-detector/detect';
import { StagebenchError } from '../../../domain/errors.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Manifest } from './manifest.ts';

/** What installs the dependencies of a project. */
export interface PackageManager {
  readonly id: 'npm' | 'pnpm' | 'yarn' | 'yarn@berry';
  /** That the project names, or that its lockfile needs; undefined if the images of Node have the right one. */
  readonly version: string | undefined;
  readonly lockfile: string | undefined;
  /** Files that change how it installs. */
  readonly settings: readonly string[];
}

const files: Readonly<Record<PackageManager['id'], { lockfiles: string[]; settings: string[] }>> = {
  npm: { lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'], settings: ['.npmrc'] },
  pnpm: { lockfiles: ['pnpm-lock.yaml'], settings: ['pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs'] },
  yarn: { lockfiles: ['yarn.lock'], settings: ['.yarnrc', '.npmrc'] },
  'yarn@berry': { lockfiles: ['yarn.lock'], settings: ['.yarnrc.yml'] },
};

/** The major of pnpm that writes each version of its lockfile. */
const pnpmOf: Readonly<Record<string, string>> = { '5.4': '7', '6.0': '8', '9.0': '10' };

/** By the lockfile, or the field `packageManager`; npm if there is neither. Throws PROJECT_UNREADABLE. */
export async function packageManagerOf(
  folder: ProjectFolder,
  { packageManager }: Manifest,
): Promise<PackageManager> {
  // A folder above may be a project of its own.
  const found = await detect({ cwd: folder.path, stopDir: folder.path });
  const id = found?.agent ?? 'npm';
  if (!isKnown(id))
    throw new StagebenchError(
      'PROJECT_UNREADABLE',
      `${folder.path} is installed by ${id}, which init does not know.`,
    );
  const { lockfiles, settings } = files[id];
  const lockfile = lockfiles.find(folder.has);
  const lock = lockfile === undefined ? undefined : await folder.read(lockfile);
  // Behind a plus stands a hash.
  const named = packageManager?.split('@').at(-1)?.split('+')[0];
  const [, format = ''] = /^lockfileVersion:\s*'?([\d.]+)/m.exec(lock ?? '') ?? [];
  return {
    ...{ id, lockfile, settings: settings.filter(folder.has) },
    version: id === 'pnpm' ? (named ?? pnpmOf[format] ?? '10') : named,
  };
}

const isKnown = (agent: string): agent is PackageManager['id'] => agent in files;

/** How an image gets it; undefined if the images of Node have it. */
export function setUpOf({ id, version }: PackageManager): string | undefined {
  if (id === 'pnpm') return `RUN npm install --global pnpm@${version}`;
  // It brings the version that the field packageManager names.
  return id === 'yarn@berry' ? 'RUN corepack enable' : undefined;
}

/** Installs exactly what the lockfile says; without one, what fits the manifest. */
export function installOf({ id, lockfile }: PackageManager, only: 'production' | 'all'): string {
  const isLocked = lockfile !== undefined;
  const forProduction = only === 'production';
  switch (id) {
    case 'npm':
      return `npm ${isLocked ? 'ci' : 'install'}${forProduction ? ' --omit=dev' : ''}`;
    case 'pnpm':
      return `pnpm install${isLocked ? ' --frozen-lockfile' : ''}${forProduction ? ' --prod' : ''}`;
    case 'yarn':
      return `yarn install${isLocked ? ' --frozen-lockfile' : ''}${forProduction ? ' --production' : ''}`;
    case 'yarn@berry':
      return forProduction ? 'yarn workspaces focus --all --production' : 'yarn install --immutable';
  }
}

/** Runs the script `build` of the root, or of one package of a workspace. */
export function buildOf({ id }: PackageManager, name?: string): string {
  const isYarn = id === 'yarn' || id === 'yarn@berry';
  if (name === undefined) return `${isYarn ? 'yarn' : id} run build`;
  // The three dots mean: and what it depends on, first.
  if (id === 'pnpm') return `pnpm --filter "${name}..." run build`;
  return isYarn ? `yarn workspace ${name} run build` : `npm run build --workspace ${name}`;
}
