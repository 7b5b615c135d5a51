import type { EngineInfo } from '../domain/engine-info.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { BuilderChoice, EngineChoice, Selection } from '../domain/run/job.ts';
import { CacheWatch } from '../engine/cache-watch.ts';
import type { Engine } from '../engine/engine.ts';
import { watchMachine } from '../engine/watch-machine.ts';
import { cleanUpBuilder } from './builder/clean-up-builder.ts';
import { connectBuilder } from './builder/connect-builder.ts';
import { cleanUpRun } from './clean-up-run.ts';
import { connectEngine } from './connect-engine.ts';
import type { Connection } from './connection.ts';
import { endLeftovers } from './end-leftovers.ts';
import { builderLock, engineLock } from './engine-lock.ts';
import type { EngineHost } from './fake-world.ts';

/** What an engine is wanted for: a run, new or one that goes on. */
export interface LeaseRequest<Left> {
  readonly runId: string;
  /** Whoever comes to end what this session leaves behind looks there whether another session goes on with the run. */
  readonly folder: string;
  readonly selected: Selection;
  readonly engine: EngineChoice;
  readonly keepImages: boolean;
  /** Absent for a new run. */
  readonly resumed?: {
    /** Throws if the run cannot go on with this engine. */
    readonly checkEngine: (info: EngineInfo) => void;
    /** Reads what is left of the run. */
    readonly readLeft: () => Promise<Left>;
  };
}

/** An engine on which nobody else measures for now. */
export interface AcquiredEngine<Left> extends Connection {
  readonly info: EngineInfo;
  /** Set where others build too. */
  readonly cacheWatch: CacheWatch | undefined;
  /** The engine that has the bases: another than the one that builds, where a builder does. */
  readonly home: Home;
  /** What is left of a run that goes on, now that nobody else adds to it. */
  readonly left: Left | undefined;
}

interface Home {
  readonly engine: Engine;
  /** Set on an engine that others use too. */
  readonly cacheWatch: CacheWatch | undefined;
}

/** Throws NEEDS_PRIVATE_ENGINE, before anything is made, for a suite that empties engines. */
function refuseShared({ suite, arms }: Selection, { empty }: Connection, builder?: BuilderChoice): void {
  const methods = new Set([...arms.values()].map(({ build }) => build?.coldMethod));
  const mayPrune = builder === undefined ? empty !== undefined : builder.isMine;
  const mayStartAnew = builder === undefined && empty !== undefined;
  if ((mayPrune || !methods.has('pruned')) && (mayStartAnew || !methods.has('empty-root'))) return;
  const whose =
    builder === undefined ? 'its engine, and this engine is yours' : 'what builds, and that is a builder';
  throw new StagebenchError(
    'NEEDS_PRIVATE_ENGINE',
    `The suite ${suite.id} empties the build cache of ${whose}.`,
  );
}

/**
 * Connects, takes the lock, and leaves to `stack` what has to be done at the end, whatever happens: to take away what the
 * run has made, to give the lock back, to disconnect. What a session that was killed has left there is taken away now.
 */
export async function acquireEngine<Left>(
  { runId, folder, selected, keepImages, resumed, ...wanted }: LeaseRequest<Left>,
  stack: AsyncDisposableStack,
  host: EngineHost,
  note: (text: string) => void,
): Promise<AcquiredEngine<Left>> {
  const connection = await connectEngine(wanted.engine, host, note);
  stack.defer(connection.close);
  const { engine: home, clock, instead } = connection;
  if (instead !== undefined) note(`${instead} The private engine is used.`);
  const { builder } = wanted.engine;
  refuseShared(selected, connection, builder);
  const built = builder && (await connectBuilder(home, builder, host, stack));
  const engine = built ?? home;
  const info = await engine.info();
  resumed?.checkEngine(info);
  const purpose = { what: 'a run', runId, folder };
  const lock = stack.use(await engineLock(info, purpose, host, note));
  if (info.builtBy !== undefined) stack.use(await builderLock(info.builtBy, purpose, host));
  await endLeftovers(lock, home, info, host, note);
  // The session that had the lock may have measured on until a moment ago.
  const left = await resumed?.readLeft();
  const homeWatch = info.kind === 'docker' ? new CacheWatch(home) : undefined;
  const cacheWatch = built === undefined ? homeWatch : builder?.isMine ? undefined : new CacheWatch(built);
  const takeAway = async (keep: boolean): Promise<void> => {
    const there = built === undefined ? [] : await cleanUpBuilder(built, runId, cacheWatch, keep, clock);
    const here = await cleanUpRun(home, runId, homeWatch, keep, clock);
    for (const text of [...there, ...here]) note(`could not be cleaned up: ${text}`);
  };
  if (left !== undefined) await takeAway(false);
  stack.defer(() => takeAway(keepImages));
  await (cacheWatch?.during(async () => built?.checkArchive()) ?? built?.checkArchive());
  const watched = info.kind === 'fake' ? {} : { machine: await watchMachine([engine]) };
  return {
    ...{ ...connection, ...watched, engine, info, cacheWatch, left },
    home: { engine: home, cacheWatch: homeWatch },
  };
}
