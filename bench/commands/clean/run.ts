import { baseRepository } from '../../../src/bases/recipe-hash.ts';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { EngineChoice } from '../../../src/domain/run/job.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { privateEngines, removeEverything } from '../../../src/engine/private/daemon/remove-everything.ts';
import { removeLeftTemporary } from '../../../src/engine/temporary-folder.ts';
import { containerLabel, runLabel } from '../../../src/domain/labels.ts';
import { isPushedBy } from '../../../src/inspect/transfer/pushed-name.ts';
import { ownImages, pushedImages } from '../../../src/lease/clean-up-run.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { CommandContext } from '../../context.ts';
import { endLeftovers } from '../../../src/lease/end-leftovers.ts';
import { engineLock } from '../../../src/lease/engine-lock.ts';
import { livingRuns } from '../../../src/lease/living-runs.ts';
import { lockRunning } from '../../../src/lease/lock-running.ts';

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
    if (!job.quiet) context.stderr.write(`${text}\n`);
  };
  if (job.all && job.engine === 'fake') {
    throw new StagebenchError(
      'USAGE',
      'The fake engine keeps nothing: --all would remove the real private engine.',
    );
  }
  await removeLeftTemporary();
  // With --all the private engine goes as a whole, also one that does not start any more.
  const engine = job.all && job.engine === 'auto' ? 'docker' : job.engine;
  if (!(job.all && engine === 'private')) await cleanOne({ ...job, engine }, context, tell);
  if (job.all && engine !== 'fake') await removePrivateEngines(context, tell);
  return 0;
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
  for (const image of images) await engine.removeImage(image);
  tell(`Removed ${containers.length} containers and ${images.length} images.`);
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
