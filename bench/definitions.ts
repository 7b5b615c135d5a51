import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { dockerfileBases, type DockerfileBases } from '../src/dockerfile/dockerfile-bases.ts';
import { frontendOf } from '../src/dockerfile/frontend-of.ts';
import { platformArguments } from '../src/dockerfile/platform-arguments.ts';
import { transformDockerfile } from '../src/dockerfile/transform-dockerfile.ts';
import type { AppDefinition } from '../src/domain/definitions/app.ts';
import type { Arm } from '../src/domain/definitions/arm.ts';
import { StagebenchError } from '../src/domain/errors.ts';
import type { ResolvedBase } from '../src/domain/image/base.ts';
import { variantId, type Variant } from '../src/domain/run/plan.ts';
import { hashOfContext } from '../src/project/context/hash-context.ts';
import { contextOf, dockerfileOf, projectVariant } from './sample-folders.ts';

/** Where a variant's Dockerfile lies, and which bases it names. */
export interface VariantFile {
  readonly variant: Variant;
  readonly dockerfile: string;
  readonly bases: DockerfileBases;
  /** The image that reads it; absent where the builder does. */
  readonly frontend?: string;
  /** In place of the bases of the run: those for the platform that it is built for. */
  readonly ofPlatform?: readonly ResolvedBase[];
  /** Absent for what lies in this checkout and stands on the bases of today. */
  readonly past?: Past;
}

/** A variant as it was. */
export interface Past {
  /** The checkout that it is of. */
  readonly root: string;
  /** Its app as it was: answers and edits. */
  readonly app: AppDefinition;
  /** By its name in FROM, the digest of each base; those of today if absent. */
  readonly digests?: ReadonlyMap<string, string>;
  /** A base without a digest is that of today; else it is gone. */
  readonly mayUseToday: boolean;
  /** The same on the engine, once they are provided. */
  readonly bases?: readonly ResolvedBase[];
}

/** Reads the Dockerfile of every variant (the control is one here). Throws MISSING_DOCKERFILE before anything is built. */
export async function readVariants(
  root: string,
  variants: readonly Variant[],
  {
    arms = new Map(),
    apps = [],
  }: { readonly arms?: ReadonlyMap<string, Arm>; readonly apps?: readonly AppDefinition[] } = {},
): Promise<VariantFile[]> {
  return Promise.all(
    variants.map(async (variant) => {
      const arm = arms.get(variant.strategy);
      const dockerfile = dockerfileOf(root, variant, arm, apps);
      const own = projectVariant(apps, variant, arm);
      const text = await readFile(dockerfile, 'utf8').catch((error: unknown) => {
        throw new StagebenchError(
          'MISSING_DOCKERFILE',
          `${variantId(variant)} has no Dockerfile at ${dockerfile}.`,
          {
            cause: error,
          },
        );
      });
      const built = transformDockerfile(text, arm?.transform);
      const target = arm?.build?.target ?? own?.target;
      const args = { ...platformArguments(own?.platform), ...own?.args };
      const frontend = frontendOf(built, args);
      return {
        ...{ variant, dockerfile, bases: dockerfileBases(dockerfile, built, target, args) },
        ...(frontend !== undefined && { frontend }),
      };
    }),
  );
}

/** Never part of an app: installed or built beside its sources. */
export const notSources: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  '.venv',
  '__pycache__',
  '.pytest_cache',
]);

/** SHA-256 of every Dockerfile and of all files of each app, by path relative to the checkout. */
export async function definitionHashes(
  root: string,
  files: readonly VariantFile[],
  contexts: readonly string[],
  apps: readonly AppDefinition[] = [],
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { variant, dockerfile, past } of files) {
    const hash = await hashOfDockerfile(dockerfile);
    if (past === undefined) {
      hashes[nameIn(root, apps, dockerfile)] = hash;
      continue;
    }
    // Another checkout lies wherever there was room for it.
    const nameOf = (file: string): string =>
      path.join('sides', variant.strategy, path.relative(past.root, file));
    const context = contextOf(past.root, past.app);
    hashes[nameOf(dockerfile)] = hash;
    const { project } = past.app;
    hashes[nameOf(context)] = await (project === undefined ? hashOfSources(context) : hashOfContext(project));
  }
  for (const context of contexts) {
    const own = apps.find(({ project }) => project?.context === context)?.project;
    hashes[nameIn(root, apps, context)] = await (own === undefined
      ? hashOfSources(context)
      : hashOfContext(own));
    if (own?.config !== undefined)
      hashes[nameIn(root, apps, own.config)] = createHash('sha256')
        .update(await readFile(own.config))
        .digest('hex');
  }
  return hashes;
}

/** With what lies beside it and says which files it gets. */
async function hashOfDockerfile(dockerfile: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(dockerfile));
  const ignored = await readFile(`${dockerfile}.dockerignore`).catch(() => undefined);
  if (ignored !== undefined) hash.update(ignored);
  return hash.digest('hex');
}

/** A project lies wherever somebody has it: its files are named from its own folder on. */
function nameIn(root: string, apps: readonly AppDefinition[], file: string): string {
  const own = apps.find(({ project }) => project !== undefined && isInside(project.root, file))?.project;
  return own === undefined
    ? path.relative(root, file)
    : path.join('project', own.name, path.relative(own.root, file));
}

const isInside = (folder: string, file: string): boolean =>
  file === folder || file.startsWith(`${folder}${path.sep}`);

/** SHA-256 of the names and bytes of an app's files, or of some of them. */
export async function hashOfSources(
  context: string,
  isMeant: (file: string) => boolean = () => true,
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await sources(context)).filter(isMeant)) {
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(context, file)))
      .update('\0');
  }
  const found = hash.digest('hex');
  return (await fuller(context))[found] ?? found;
}

/**
 * Beside a context of the package, in which the files are left out that no build gets: by the hash of what lies there, the hash of the same
 * with what was left out. So whoever changes a file there has another hash.
 */
export const fullerFile = (context: string): string => `${context}.hashes.json`;

async function fuller(context: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(fullerFile(path.resolve(context)), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string>;
}

async function sources(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const nested = entries
    .filter((entry) => !notSources.has(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (entry) => {
      const name = path.join(below, entry.name);
      return entry.isDirectory() ? sources(folder, name) : entry.isFile() ? [name] : [];
    });
  return (await Promise.all(nested)).flat();
}
