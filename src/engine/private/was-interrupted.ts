/**
 * Whether a child process ended because of an interrupt. Ctrl-C in a terminal reaches the child too, so it may be gone
 * before our own signal has told execa to end it.
 */
export function wasInterrupted(
  result: { readonly isCanceled: boolean; readonly signal?: string | undefined },
  signal: AbortSignal | undefined,
): boolean {
  return result.isCanceled || signal?.aborted === true || result.signal === 'SIGINT';
}
