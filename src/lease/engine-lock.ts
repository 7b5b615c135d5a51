import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuilderInfo, EngineInfo } from '../domain/engine-info.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { Host } from '../domain/host.ts';
import { cacheRootOf } from '../engine/private/private-paths.ts';
import { privateTemporaryFolder } from '../engine/private/trust/private-temporary-folder.ts';
import { makeTrustedFolder } from '../engine/private/trust/trusted-folder.ts';
import { isAlive } from '../lock/is-alive.ts';
import { LockHeldError, type LockNote } from '../lock/lock-held-error.ts';
import { acquireLock, type Lock, type LockPurpose } from '../lock/lock.ts';

/**
 * Makes sure that no other run measures on the same engine. Throws ENGINE_BUSY, naming who is at work, or
 * CACHE_NOT_TRUSTED.
 */
export async function engineLock(
  info: Pick<EngineInfo, 'id' | 'kind'>,
  purpose: LockPurpose,
  context: Pick<Host, 'environment' | 'clock'>,
  note: (text: string) => void = () => undefined,
  what = 'engine',
): Promise<Lock> {
  const wanted = engineLockFile(info.id, context.environment);
  const file = path.join(lockFolder(info, path.dirname(wanted), note), path.basename(wanted));
  try {
    return await acquireLock(file, purpose, context.clock.date);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const message = `${atWork(error.holder)} on this ${what}, and would be disturbed.`;
    throw new StagebenchError('ENGINE_BUSY', message, { cause: error });
  }
}

/** Likewise for a builder, which two engines may build on. */
export const builderLock = (
  { id }: BuilderInfo,
  purpose: LockPurpose,
  context: Pick<Host, 'environment' | 'clock'>,
): Promise<Lock> =>
  engineLock({ id: `builder-${id}`, kind: 'docker' }, purpose, context, undefined, 'builder');

/** For the fake engine nothing of the cache folder is executed or believed: where that is not trusted it has another. */
function lockFolder(
  { kind }: Pick<EngineInfo, 'kind'>,
  wanted: string,
  note: (text: string) => void,
): string {
  try {
    makeTrustedFolder(wanted);
    return wanted;
  } catch (error) {
    const untrusted = error instanceof StagebenchError && error.code === 'CACHE_NOT_TRUSTED';
    const instead = kind === 'fake' && untrusted ? privateTemporaryFolder('stagebench') : undefined;
    if (!untrusted || instead === undefined) throw error;
    note(`${error.message} The lock of the fake engine lies in ${instead}.`);
    return instead;
  }
}

function atWork(holder: LockNote | undefined): string {
  if (holder === undefined) return 'Another process is at work';
  const { pid, what, since, runId } = holder;
  return runId === undefined
    ? `Process ${pid} (${what}, since ${since}) is at work`
    : `Run ${runId} (process ${pid}, since ${since}) is measuring`;
}

/** One file per engine, wherever it is addressed from. */
export const engineLockFile = (engineId: string, environment: NodeJS.ProcessEnv): string =>
  path.join(cacheRootOf(environment), 'locks', `engine-${engineId.replace(/[^\w.-]/g, '_')}.lock`);

/**
 * The id of the run that measures on this engine now, by the note beside the lock; undefined if there is none. The lock itself
 * is left alone: a command that only looks must not keep a run from starting.
 */
export function measuringRun(
  { id }: Pick<EngineInfo, 'id'>,
  { environment }: Pick<Host, 'environment'>,
): string | undefined {
  try {
    const note = JSON.parse(readFileSync(`${engineLockFile(id, environment)}.json`, 'utf8')) as LockNote;
    return isAlive(note.pid) ? note.runId : undefined;
  } catch {
    return undefined;
  }
}
