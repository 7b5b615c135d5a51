import path from 'node:path';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { acquireLock, type Lock, type LockPurpose } from '../../src/lock/lock.ts';
import { LockHeldError, type LockNote } from '../../src/lock/lock-held-error.ts';
import { makeTrustedFolder } from '../../src/engine/private/trusted-folder.ts';
import type { CommandContext } from '../context.ts';
import { engineLockFile } from './engine-lock-file.ts';

/**
 * Makes sure that no other run measures on the same engine. Throws ENGINE_BUSY, naming who is at work, or
 * CACHE_NOT_TRUSTED.
 */
export async function engineLock(
  info: Pick<EngineInfo, 'id'>,
  purpose: LockPurpose,
  context: Pick<CommandContext, 'environment' | 'clock'>,
): Promise<Lock> {
  const file = engineLockFile(info.id, context.environment);
  makeTrustedFolder(path.dirname(file));
  try {
    return await acquireLock(file, purpose, context.clock.date);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const message = `${atWork(error.holder)} on this engine; two at once would disturb each other.`;
    throw new StagebenchError('ENGINE_BUSY', message, { cause: error });
  }
}

function atWork(holder: LockNote | undefined): string {
  if (holder === undefined) return 'Another process is at work';
  const { pid, what, since, runId } = holder;
  return runId === undefined
    ? `Process ${pid} (${what}, since ${since}) is at work`
    : `Run ${runId} (process ${pid}, since ${since}) is measuring`;
}
