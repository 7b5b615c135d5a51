import { StagebenchError } from '../../domain/errors.ts';
import type { AppContainer } from '../../engine/engine.ts';

/** Nothing came from a path of the app in time. */
export async function silent(
  container: AppContainer,
  path: string,
  timeoutMs: number,
): Promise<StagebenchError> {
  const log = await quote(container);
  return new StagebenchError(
    'APP_NO_ANSWER',
    `no answer from ${path} in ${(timeoutMs / 1000).toFixed(0)} s.${log}`,
  );
}

/** The app ended without being told to. */
export async function exited(
  container: AppContainer,
  exitCode: number | undefined,
  when: 'before it answered' | 'after its first answer',
): Promise<StagebenchError> {
  const log = await quote(container);
  return /EADDRINUSE|address already in use|connection in use|port is already allocated/i.test(log)
    ? new StagebenchError('PORT_IN_USE', `the app found its port taken.${log}`)
    : new StagebenchError(
        'APP_EXITED',
        `the container ended with exit code ${exitCode ?? 'unknown'} ${when}.${log}`,
      );
}

/** The app answered something else than it promises. */
export async function wrong(container: AppContainer, path: string, what: string): Promise<StagebenchError> {
  return new StagebenchError('APP_WRONG_ANSWER', `${path}: ${what}.${await quote(container)}`);
}

/** The end of the container's log, for an error message. */
async function quote(container: AppContainer): Promise<string> {
  const tail = await container.logTail(10).catch(() => '');
  return tail === '' ? ' It wrote no log.' : ` Its last log lines:\n${tail}`;
}
