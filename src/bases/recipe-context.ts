import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StagebenchError } from '../domain/errors.ts';
import { execaInTime } from '../node/execa-in-time.ts';
import { isAlive } from '../lock/is-alive.ts';
import { mmdebstrapArguments } from './recipes/rootfs.ts';
import type { BaseRecipe, NpmPackage } from './recipes/recipe.ts';

/** A program with its first arguments, and what to add to its environment. */
export interface HostProgram {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** How long fetching a package or making a root file system may take; ms. */
const programMs = 3_600_000;

/** The programs on the host that recipes need, and where what they fetch is kept. */
export interface RecipeTools {
  /** How mmdebstrap is called; asked for only when a recipe needs it, because it may have to be fetched. */
  readonly mmdebstrap: () => Promise<HostProgram>;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
}

/** Lays out the build context of one recipe in a fresh folder below `cacheDir`, and returns it. */
export async function recipeContext(
  root: string,
  recipe: BaseRecipe,
  extraCa: string,
  tools: RecipeTools,
  onProgress: (text: string) => void,
): Promise<string> {
  await mkdir(tools.cacheDir, { recursive: true, mode: 0o700 });
  await sweep(tools.cacheDir);
  const context = await mkdtemp(path.join(tools.cacheDir, `context-${process.pid}-`));
  try {
    await fill(context, root, recipe, extraCa, tools, onProgress);
    return context;
  } catch (error) {
    await rm(context, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what processes that were killed have left: the folders' names say whose they are. */
async function sweep(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const match = /^(?:context|download)-(?:(\d+)-)?\w{6}$/.exec(name);
    if (match === null || (match[1] !== undefined && isAlive(Number(match[1])))) continue;
    await rm(path.join(cacheDir, name), { recursive: true, force: true });
  }
}

async function fill(
  context: string,
  root: string,
  recipe: BaseRecipe,
  extraCa: string,
  tools: RecipeTools,
  onProgress: (text: string) => void,
): Promise<void> {
  await cp(path.join(root, recipe.folder), context, { recursive: true });
  if (recipe.trust !== 'none') await writeFile(path.join(context, 'extra-ca.pem'), extraCa);
  for (const wanted of recipe.npm ?? []) {
    onProgress(`fetching ${wanted.package}@${wanted.version}`);
    await unpackNpm(wanted, path.join(context, 'npm', wanted.package), tools);
  }
  if (recipe.rootfs !== undefined) {
    onProgress('making the root file system with mmdebstrap');
    const { command, environment } = await tools.mmdebstrap();
    const [program, ...first] = command;
    const words = [...first, ...mmdebstrapArguments(recipe.rootfs, path.join(context, 'rootfs.tar'))];
    await run(program, words, { env: environment, signal: tools.signal });
  }
}

/** A finished download is kept for the next time. Whoever it comes from, it is held against what the recipe says of it. */
async function unpackNpm(wanted: NpmPackage, target: string, tools: RecipeTools): Promise<void> {
  const kept = path.join(tools.cacheDir, 'npm');
  const file = path.join(kept, `${wanted.package.replace('/', '-')}-${wanted.version}.tgz`);
  await mkdir(target, { recursive: true });
  const present: string[] = await readdir(kept).catch(() => []);
  if (!present.includes(path.basename(file))) {
    const partial = await mkdtemp(path.join(tools.cacheDir, `download-${process.pid}-`));
    try {
      const spec = `${wanted.package}@${wanted.version}`;
      await run('npm', ['pack', spec, '--pack-destination', partial, '--loglevel=error'], {
        signal: tools.signal,
      });
      const [packed] = await readdir(partial);
      await mkdir(kept, { recursive: true });
      await rename(path.join(partial, packed ?? ''), file);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  await checkIntegrity(wanted, file);
  const words = ['-xzf', file, '-C', target, '--strip-components=1', '--no-same-owner'];
  await run('tar', words, { signal: tools.signal });
}

/** Removes a file that is not what the recipe says, so that the next run fetches it again, and throws HASH_MISMATCH. */
async function checkIntegrity(
  { package: name, version, integrity }: NpmPackage,
  file: string,
): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  await rm(file, { force: true });
  throw new StagebenchError(
    'HASH_MISMATCH',
    `The package ${name}@${version} is not the one that the recipe names: it has ${found}, not ${integrity}.`,
  );
}

async function run(
  program: string,
  words: readonly string[],
  options: { env?: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<void> {
  const result = await execaInTime(program, words, {
    reject: false,
    all: true,
    stdin: 'ignore',
    cancelSignal: options.signal,
    timeout: programMs,
    ...(options.env ? { env: options.env } : {}),
  });
  options.signal.throwIfAborted();
  if (!result.failed) return;
  const tail = result.all.split('\n').slice(-15).join('\n');
  throw new StagebenchError('BASE_FAILED', `${program} failed (${result.shortMessage ?? ''}):\n${tail}`);
}
