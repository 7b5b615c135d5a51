import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { baseRepository } from '../../../src/bases/recipe-hash.ts';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { formatBytes } from '../../../src/domain/units.ts';
import { diskUsage } from '../../../src/node/disk-usage.ts';
import type { EngineChoice } from '../../../src/domain/run/job.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { privateEngines, removeEverything } from '../../../src/engine/private/daemon/remove-everything.ts';
import {
  compiledName,
  madeTemporaryFolder,
} from '../../../src/engine/private/trust/private-temporary-folder.ts';
import { leftTemporary } from '../../../src/engine/temporary-folder.ts';
import { containerLabel, runLabel } from '../../../src/domain/labels.ts';
import { isPushedBy } from '../../../src/inspect/transfer/pushed-name.ts';
import { ownImages, pushedImages } from '../../../src/lease/clean-up-run.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { CommandContext } from '../../context.ts';
import { endLeftovers } from '../../../src/lease/end-leftovers.ts';
import { engineLock } from '../../../src/lease/engine-lock.ts';
import { livingRuns } from '../../../src/lease/living-runs.ts';
import { lockRunning } from '../../../src/lease/lock-running.ts';
import { writeWords } from '../../terminal/wrapped.ts';

const noEngine = new Set([
  'ENGINE_NOT_FOUND',
  'ENGINE_UNREACHABLE',
  'NOT_PROVISIONED',
  'ENGINE_TOO_OLD',
  'BUILDX_MISSING',
]);

export interface CleanJob {
  readonly engine: EngineChoice['engine'];
  /** Also the bases, the private engine and its data. */
  readonly all: boolean;
  readonly quiet: boolean;
}

/** Removes what runs left; with --all also the bases, the private engine and its data. Nothing that has not our name. */
export async function clean(job: CleanJob, context: CommandContext): Promise<number> {
  const tell = (text: string): void => {
    if (!job.quiet) writeWords(context.stderr, text);
  };
  if (job.all && job.engine === 'fake') {
    throw new StagebenchError(
      'USAGE',
      'The fake engine keeps nothing: --all would remove the real private engine.',
    );
  }
  await removeFolders(await leftTemporary(), 'of killed processes', tell);
  // With --all the private engine goes as a whole, also one that does not start any more.
  const engine = job.all && job.engine === 'auto' ? 'docker' : job.engine;
  if (!(job.all && engine === 'private')) await cleanOne({ ...job, engine }, context, tell);
  if (!job.all) return 0;
  await removePrivateEngines(context, tell);
  // Without it the next start takes 0.2 s longer, and makes it anew.
  const compiled = madeTemporaryFolder(compiledName);
  if (compiled !== undefined) await removeFolders([compiled], 'with the compiled program', tell);
  tell(
    engine === 'private'
      ? 'The results of your runs stay. So do containers, images and bases on engines other than the private ones.'
      : 'The results of your runs stay. So does build cache that killed runs left on your own engine: it bears no name.',
  );
  return 0;
}

/** Says how much that frees, and what could not be removed: what lies there may be another user's. */
async function removeFolders(
  folders: readonly string[],
  what: string,
  tell: (text: string) => void,
): Promise<void> {
  if (folders.length === 0) return;
  const bytes = await diskUsage(...folders);
  for (const folder of folders) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  const left = folders.filter((folder) => existsSync(folder));
  const gone = folders.length - left.length;
  const where = folders.length === 1 ? folders[0] : `${gone} folders in ${path.dirname(folders[0] ?? '')}`;
  const size = bytes === undefined || left.length > 0 ? '' : `, ${formatBytes(bytes)}`;
  if (gone > 0) tell(`Removed ${where} ${what}${size}`);
  if (left.length > 0) tell(`Not removed, because they are not yours: ${left.join(', ')}`);
}

async function cleanOne(job: CleanJob, context: CommandContext, tell: (text: string) => void): Promise<void> {
  try {
    await using stack = new AsyncDisposableStack();
    const connection = await connectEngine({ engine: job.engine, provision: false }, context, tell);
    stack.defer(connection.close);
    const info = await connection.engine.info();
    const lock = stack.use(await engineLock(info, { what: 'stagebench clean' }, context, tell));
    await endLeftovers(lock, connection.engine, info, context, tell);
    await cleanEngine(connection.engine, job.all, tell);
  } catch (error) {
    if (!(error instanceof StagebenchError) || !noEngine.has(error.code)) throw error;
    tell(`${error.message} So there is nothing to clean there.`);
  }
}

/** Throws ENGINE_BUSY before anything is removed if a run uses one of them. */
async function removePrivateEngines(context: CommandContext, tell: (text: string) => void): Promise<void> {
  await using stack = new AsyncDisposableStack();
  for (const paths of await privateEngines(context.environment)) {
    const lock = await lockRunning(paths, { what: 'stagebench clean --all' }, context);
    if (lock !== undefined) stack.use(lock);
  }
  await removeEverything({ env: context.environment, onProgress: tell });
}

/** What runs left on one engine; with `all` also the bases. What a run that is alive uses stays. */
export async function cleanEngine(engine: Engine, all: boolean, tell: (text: string) => void): Promise<void> {
  const living = await livingRuns(engine);
  for (const [runId, folder] of living)
    tell(`Run ${runId} still runs (${folder}): its containers and images stay.`);
  const kept = (label: string, find: (value: string) => Promise<readonly string[]>) =>
    Promise.all([...living.keys()].map((runId) => find(`${label}=${runId}`))).then((found) => found.flat());
  const keptContainers = await kept(containerLabel, (label) => engine.containersWithLabel(label));
  const keptImages = await kept(runLabel, (label) => engine.imagesWithLabel(label));
  const containers = without(await engine.containersWithLabel(containerLabel), keptContainers);
  for (const id of containers) await engine.removeContainer(id);
  const images = [
    ...without(ownImages(await engine.imagesWithLabel(runLabel)), keptImages),
    ...(await pushedImages(engine)).filter((ref) => ![...living.keys()].some((id) => isPushedBy(id, ref))),
    ...(living.size === 0 && all ? await baseImages(engine) : []),
  ];
  if (living.size > 0 && all) tell('The bases stay: a run that still runs needs them.');
  const bytes = await sizeOf(engine, images);
  for (const image of images) await engine.removeImage(image);
  // Layers that another image has, too, are not freed.
  const size = bytes === 0 ? '' : ` (at most ${formatBytes(bytes)}, as the engine counts)`;
  tell(`Removed ${containers.length} containers and ${images.length} images${size}.`);
}

/** Bytes of all these images, as the engine counts them; one that has two names counts once. */
async function sizeOf(engine: Engine, images: readonly string[]): Promise<number> {
  const sizes = new Map<string, number>();
  for (const image of images) {
    const found = await engine.inspectImage(image).catch(() => undefined);
    if (found !== undefined) sizes.set(found.imageId, found.engineSizeBytes ?? 0);
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

const without = (all: readonly string[], kept: readonly string[]): string[] =>
  all.filter((one) => !kept.includes(one));

/** Bases are known by the name we gave them; their labels are inherited by what somebody builds on them. */
async function baseImages(engine: Engine): Promise<string[]> {
  const { images } = await engine.inventory();
  return images
    .flatMap((line) => line.split(' ').slice(1))
    .filter((tag) => tag.startsWith(`${baseRepository}/`));
}
