import path from 'node:path';
import type { EngineInfo } from '../src/domain/engine-info.ts';
import { StagebenchError } from '../src/domain/errors.ts';
import { acquireLock, type Lock } from '../src/engine/lock/lock.ts';
import { LockHeldError } from '../src/engine/lock/lock-held-error.ts';
import { cacheRootOf } from '../src/engine/private/private-paths.ts';
import type { CommandContext } from './context.ts';

/** Makes sure that no other run measures on the same engine. Throws ENGINE_BUSY, naming the run that does. */
export async function engineLock(info: EngineInfo, runId: string, context: CommandContext): Promise<Lock> {
  const file = path.join(
    cacheRootOf(context.environment),
    'locks',
    `engine-${info.id.replace(/[^\w.-]/g, '_')}.lock`,
  );
  try {
    return await acquireLock(file, { what: 'a run', runId }, context.clock.date);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const { holder } = error;
    const who =
      holder === undefined
        ? 'Another run'
        : `Run ${holder.runId} (process ${holder.pid}, since ${holder.since})`;
    throw new StagebenchError(
      'ENGINE_BUSY',
      `${who} is measuring on this engine; two at once would disturb each other.`,
      {
        cause: error,
      },
    );
  }
}
