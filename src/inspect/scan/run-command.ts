import { StagebenchError } from '../../domain/errors.ts';
import { execaInTime, wasInterrupted } from '../../node/execa-in-time.ts';
import type { Command } from './scanner-commands.ts';

export type CommandOutcome =
  | { readonly state: 'ended'; readonly output: string }
  /** There is no such program. */
  | { readonly state: 'absent' }
  /** `how` it failed: "ended with exit code 1" or the like; `said` is its stderr. */
  | { readonly state: 'failed'; readonly how: string; readonly said: string }
  | { readonly state: 'timed-out'; readonly timeoutMs: number };

/** How long a program may take to end when it is told to; ms. */
const graceMs = 5000;

/** Runs a command to its end, and ends it at the time limit. Throws INTERRUPTED if the signal ends it. */
export async function runCommand(
  command: Command,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<CommandOutcome> {
  const { timeoutMs, signal } = limits;
  const result = await execaInTime(command.program, command.args, {
    cwd: command.folder,
    env: command.environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: timeoutMs,
    forceKillAfterDelay: graceMs,
    ...(signal && { cancelSignal: signal }),
  });
  if (wasInterrupted(result, signal))
    throw new StagebenchError('INTERRUPTED', `${command.program} was interrupted.`);
  if (result.timedOut) return { state: 'timed-out', timeoutMs };
  if (result.code === 'ENOENT') return { state: 'absent' };
  if (!result.failed) return { state: 'ended', output: result.stdout };
  if (result.exitCode !== undefined)
    return { state: 'failed', how: `ended with exit code ${result.exitCode}`, said: result.stderr };
  if (result.signal !== undefined)
    return { state: 'failed', how: `was ended by ${result.signal}`, said: result.stderr };
  return { state: 'failed', how: 'could not be run', said: result.originalMessage ?? '' };
}
