import { StagebenchError } from '../../domain/errors.ts';
import type { AppContainer } from '../../engine/engine.ts';

/** Nothing came from a path of the app in time. */
export async function silent(
  container: AppContainer,
  path: string,
  timeoutMs: number,
  hint?: string,
): Promise<StagebenchError> {
  const log = await quote(container);
  return new StagebenchError(
    'APP_NO_ANSWER',
    `no answer from ${path} in ${(timeoutMs / 1000).toFixed(0)} s${hint === undefined ? '' : ` (${hint})`}.${log}`,
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
        `the container ended with exit code ${exitCode ?? 'unknown'} ${when}.${exitCode === 0 ? background : ''}${log}`,
      );
}

/** What nobody sees who reads that a program ended in order. */
const background = ' A program that goes into the background ends its container: start it in the foreground.';

/** The app answered something else than it promises. */
export async function wrong(container: AppContainer, path: string, what: string): Promise<StagebenchError> {
  return new StagebenchError('APP_WRONG_ANSWER', `${path}: ${what}.${await quote(container)}`);
}

/** Characters of a line. */
const longest = 300;

const cut = (line: string): string => (line.length > longest ? `${line.slice(0, longest)}…` : line);

/** The end of the container's log, for an error message. */
async function quote(container: AppContainer): Promise<string> {
  const all = await container.logTail(10).catch(() => '');
  // A line may have megabytes, which the engine hands over in pieces.
  const tail = all.split('\n').map(cut).join('\n');
  return tail === '' ? ' It wrote no log.' : ` Its last log lines:\n${tail}`;
}
