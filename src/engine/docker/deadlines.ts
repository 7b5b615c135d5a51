import type { Readable } from 'node:stream';
import { ConnectionError } from './connection-error.ts';

/** How long an engine may take; ms. */
export interface Deadlines {
  /** Till the whole answer to a question is there. */
  readonly questionMs: number;
  /** The same of what the engine has to do something for: create, stop, remove. */
  readonly workMs: number;
  /** Till the first and between two pieces of an image that is saved, loaded, pulled or pushed. */
  readonly silenceMs: number;
}

export const usualDeadlines: Deadlines = { questionMs: 60_000, workMs: 300_000, silenceMs: 300_000 };

/** For what must be answered at once or never. */
export const promptDeadlines: Deadlines = { ...usualDeadlines, questionMs: 10_000 };

/** The same over ssh, which may take its time to connect, and to ask for a passphrase. */
export const overSsh = (deadlines: Deadlines): Deadlines => ({
  ...deadlines,
  questionMs: deadlines.questionMs + 35_000,
});

/** What a request may take. */
export function deadlineMs(
  request: { readonly method?: string | undefined; readonly isStream?: boolean | undefined },
  { questionMs, workMs, silenceMs }: Deadlines,
): number {
  if (request.isStream === true) return silenceMs;
  return request.method === 'GET' ? questionMs : workMs;
}

/** Breaks a stream that brings nothing for so long, unless it is its reader who is slow. */
export function watchSilence(stream: Readable & { socket?: Readable | null }, silenceMs: number): void {
  const timer = setTimeout(() => {
    if (stream.readableLength > 0) timer.refresh();
    else stream.destroy(new ConnectionError(`nothing came for ${silenceMs / 1000} s`));
  }, silenceMs);
  // Whoever reads the stream decides when it flows; its connection does in any case.
  const { socket } = stream;
  const onData = (): void => {
    timer.refresh();
  };
  socket?.on('data', onData);
  stream.once('close', () => {
    clearTimeout(timer);
    socket?.off('data', onData);
  });
}
