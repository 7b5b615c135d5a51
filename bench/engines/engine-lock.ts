import path from 'node:path';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { acquireLock, type Lock, type LockPurpose } from '../../src/lock/lock.ts';
import { LockHeldError, type LockNote } from '../../src/lock/lock-held-error.ts';
import { makeTrustedFolder } from '../../src/engine/private/trusted-folder.ts';
import type { Host } from '../../src/domain/host.ts';
import { privateTemporaryFolder } from '../private-temporary-folder.ts';
import { engineLockFile } from './engine-lock-file.ts';

/**
 * Makes sure that no other run measures on the same engine. Throws ENGINE_BUSY, naming who is at work, or
 * CACHE_NOT_TRUSTED.
 */
export async function engineLock(
  info: Pick<EngineInfo, 'id' | 'kind'>,
  purpose: LockPurpose,
  context: Pick<Host, 'environment' | 'clock'>,
  note: (text: string) => void = () => undefined,
): Promise<Lock> {
  const wanted = engineLockFile(info.id, context.environment);
  const file = path.join(lockFolder(info, path.dirname(wanted), note), path.basename(wanted));
  try {
    return await acquireLock(file, purpose, context.clock.date);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const message = `${atWork(error.holder)} on this engine, and would be disturbed.`;
    throw new StagebenchError('ENGINE_BUSY', message, { cause: error });
  }
}

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
