import { median } from 'simple-statistics';
import type { StartFacts, StopManner } from '../../domain/image/image.ts';

/** One start and stop of an app. Times in ms. */
export interface MeasuredStart {
  readonly startMs: number;
  /** Bytes; undefined if the engine cannot say. */
  readonly idleMemoryBytes: number | undefined;
  /** Undefined if nobody waited for it to stop. */
  readonly stop: { readonly ms: number; readonly manner: StopManner } | undefined;
}

/**
 * How an app ended that was told to stop, from its exit code: 0, or 143 (128 + SIGTERM, what a JVM or an init process
 * passes on), is in order; 137 (128 + SIGKILL) was killed; all else broke off, as a Go program does that does not handle
 * the signal (2: https://github.com/golang/go/blob/go1.26.0/src/runtime/signal_unix.go, dieFromSignal).
 */
export function stopManner(exitCode: number | undefined): StopManner {
  if (exitCode === 0 || exitCode === 143) return 'graceful';
  return exitCode === 137 ? 'killed' : 'abrupt';
}

/**
 * What several starts come to, at least one of them stopped: medians. The stop is called by the worst of its manners, and if
 * that is `killed` its time is that of the kill: the usual one would say that the app stops by itself.
 */
export function startFacts(starts: readonly MeasuredStart[]): StartFacts {
  const memory = starts.flatMap(({ idleMemoryBytes: bytes }) => bytes ?? []);
  const stops = starts.flatMap(({ stop }) => stop ?? []);
  const killed = stops.find(({ manner }) => manner === 'killed');
  const abrupt = stops.some(({ manner }) => manner === 'abrupt');
  return {
    startMs: median(starts.map(({ startMs }) => startMs)),
    idleMemoryBytes: memory.length === 0 ? undefined : Math.round(median(memory)),
    stopMs: killed?.ms ?? median(stops.map(({ ms }) => ms)),
    stop: killed?.manner ?? (abrupt ? 'abrupt' : 'graceful'),
  };
}
