/** How long an engine may take; ms. */
export interface Deadlines {
  /** Till the whole answer to a question is there. */
  readonly questionMs: number;
  /** The same of what the engine has to do something for: create, stop, remove. */
  readonly workMs: number;
  /** Of an image that is saved, loaded, pulled or pushed: after so much silence the engine is asked whether it is there. */
  readonly silenceMs: number;
}

export const usualDeadlines: Deadlines = { questionMs: 60_000, workMs: 300_000, silenceMs: 60_000 };

/** For what must be answered at once or never. */
export const promptDeadlines: Deadlines = { ...usualDeadlines, questionMs: 10_000 };

/** The same over ssh, which may take its time to connect, and to ask for a passphrase. */
export const overSsh = (deadlines: Deadlines): Deadlines => ({
  ...deadlines,
  questionMs: deadlines.questionMs + 35_000,
});

/** What a request may take that is answered with a document. */
export const deadlineMs = (
  { method }: { readonly method?: string | undefined },
  { questionMs, workMs }: Deadlines,
): number => (method === 'GET' ? questionMs : workMs);
