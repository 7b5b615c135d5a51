import type { Clock } from './clock.ts';

/** What the process gives to code that works on the machine. It says nothing of a command, a terminal or a checkout. */
export interface Host {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
