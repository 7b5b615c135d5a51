import { fileURLToPath } from 'node:url';
import type { Clock } from '../src/domain/clock.ts';

/** What the process gives to a command. */
export interface CommandContext {
  /** Folder of this checkout, where the definitions lie. */
  readonly root: string;
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** What Ctrl-C does, for the fake engine, which can be told to press it; a signal to the process if absent. */
  readonly interrupt?: () => void;
  /** What SIGKILL does, for the fake engine as well; a signal to the process if absent. */
  readonly kill?: () => void;
}

export const rootFolder = fileURLToPath(new URL('..', import.meta.url));

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  date: () => new Date(),
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};
