import { writeWords } from './wrapped.ts';

/** Turns the first Ctrl-C (or SIGTERM, or a closed terminal) into an abort; the second one ends the process at once. */
export function interruptible(process: NodeJS.Process): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      writeWords(
        process.stderr,
        '\nStopped at once. `clean` removes what is left; `engine down` stops a private engine that still runs.',
      );
      process.exit(130);
    }
    // First those who are drawing stop.
    controller.abort();
    writeWords(process.stderr, '\nInterrupted: ending what is going on. Press again to stop at once.');
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
