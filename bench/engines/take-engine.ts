import path from 'node:path';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Selection } from '../../src/domain/job.ts';
import { CacheWatch } from '../../src/measure/cache-watch.ts';
import type { ResumableRun } from '../../src/record/read/read-resumable.ts';
import { bringBack } from './bring-back.ts';
import { connectEngine } from './connect-engine.ts';
import type { Connection } from './connection.ts';
import type { CommandContext } from '../context.ts';
import type { Display } from '../terminal/create-display.ts';
import { endLeftovers } from './end-leftovers.ts';
import { engineLock } from './engine-lock.ts';
import type { Job } from '../run/job.ts';
import { readLeft } from '../../src/record/read/read-left.ts';
import { changedEnvironment, refuseChanged } from '../../src/schedule/refuse-changed.ts';

/** An engine on which nobody else measures for now. */
export interface TakenEngine extends Connection {
  readonly info: EngineInfo;
  /** Set on an engine that others use too. */
  readonly cacheWatch: CacheWatch | undefined;
  /** What is left of a run that goes on, now that nobody else adds to it. */
  readonly left: ResumableRun | undefined;
}

/** Throws NEEDS_PRIVATE_ENGINE, before anything is made, for a suite that empties engines. */
function refuseShared({ suite, arms }: Selection, { empty }: Connection): void {
  const empties = [...arms.values()].some(
    ({ build }) => build?.coldMethod === 'pruned' || build?.coldMethod === 'empty-root',
  );
  if (!empties || empty !== undefined) return;
  throw new StagebenchError(
    'NEEDS_PRIVATE_ENGINE',
    `The suite ${suite.id} empties engines, and this one may be somebody's.`,
  );
}

/**
 * Connects, takes the lock, and leaves to `stack` what has to be done at the end, whatever happens: to take away what the
 * run has made, to give the lock back, to disconnect. What a session that was killed has left there is taken away now.
 */
export async function takeEngine(
  { runId, asked, left: before }: Job,
  stack: AsyncDisposableStack,
  display: Display,
  context: CommandContext,
): Promise<TakenEngine> {
  const connection = await connectEngine(asked.engine, context, display.note);
  stack.defer(connection.close);
  const { engine, clock, instead } = connection;
  if (instead !== undefined) display.note(`${instead} The private engine is used.`);
  refuseShared(asked.selected, connection);
  const info = await engine.info();
  if (before !== undefined)
    refuseChanged(runId, changedEnvironment({ engine: before.manifest.engine }, { engine: info }));
  // Whoever comes to end what this session leaves behind looks there whether another session goes on with the run.
  const folder = before?.folder ?? path.join(asked.results, runId);
  const lock = stack.use(await engineLock(info, { what: 'a run', runId, folder }, context, display.note));
  await endLeftovers(lock, engine, info, context, display.note);
  // The session that had the lock may have measured on until a moment ago.
  const left = before && (await readLeft(before.folder));
  const cacheWatch = info.kind === 'docker' ? new CacheWatch(engine) : undefined;
  const takeAway = async (keepImages: boolean): Promise<void> => {
    const trouble = await bringBack(engine, runId, cacheWatch, keepImages, clock);
    for (const text of trouble) display.note(`could not be cleaned up: ${text}`);
  };
  if (left !== undefined) await takeAway(false);
  stack.defer(() => takeAway(asked.keepImages));
  return { ...connection, info, cacheWatch, left };
}
