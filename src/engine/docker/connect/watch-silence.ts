/** What is asked about a silent engine, and how often. */
export interface SilenceWatch {
  /** How long it may be silent before it is asked whether it is there; ms. */
  readonly silentMs: number;
  /** Rejects if the engine does not answer. */
  readonly ping: () => Promise<unknown>;
  /** Is called once, with why the last ping failed. */
  readonly lost: (error: unknown) => void;
}

/** So many pings in a row have to fail: a busy machine may miss one. */
const pingsOfOneLost = 2;

/**
 * Watches work that may take as long as it wants, and may be silent as long: a step of a build, or an engine that writes an
 * image into a folder before it sends the first byte of it (https://github.com/moby/moby/blob/v26.1.5/image/tarexport/save.go).
 * The work goes on as long as the engine answers. `heard` is to be called for every sign of life, `stop` at the end.
 */
export function watchSilence({ silentMs, ping, lost }: SilenceWatch): {
  heard: () => void;
  stop: () => void;
} {
  let failed = 0;
  let isOver = false;
  const ask = async (): Promise<void> => {
    try {
      await ping();
      failed = 0;
    } catch (error) {
      failed += 1;
      if (failed >= pingsOfOneLost && !isOver) {
        stop();
        lost(error);
      }
    }
    if (!isOver) timer.refresh();
  };
  const timer = setTimeout(() => void ask(), silentMs);
  const stop = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const heard = (): void => {
    failed = 0;
    if (!isOver) timer.refresh();
  };
  return { heard, stop };
}
