import { execa, type Options, type ResultPromise } from 'execa';

/** How long what a program has left running may still write, once the program itself was ended; ms. */
const graceMs = 250;

/**
 * Like execa, with a `timeout` and a `cancelSignal` that hold. Execa ends the program only, and then waits for its pipes: a
 * child of it that keeps them open, as the one of a shell script, would be waited for until it ends. Here they are closed. The
 * program stays in the group of this process, so that Ctrl-C in a terminal reaches it and all it has started, and ssh can
 * ask for a passphrase.
 */
export function execaInTime<const Given extends Options>(
  program: string,
  words: readonly string[],
  options: Given,
): ResultPromise<Given> {
  const subprocess = execa(program, words, options);
  const { timeout, cancelSignal } = options;
  const child = subprocess.nodeChildProcess;
  let closing: NodeJS.Timeout | undefined;
  const closePipes = (): void => {
    closing ??= setTimeout(() => {
      for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
    }, graceMs);
  };
  const end = (): void => {
    if (child.exitCode !== null || child.signalCode !== null) closePipes();
    else child.once('exit', closePipes);
  };
  const late = timeout === undefined ? undefined : setTimeout(end, timeout);
  cancelSignal?.addEventListener('abort', end);
  if (cancelSignal?.aborted) end();
  const settled = (): void => {
    clearTimeout(late);
    clearTimeout(closing);
    cancelSignal?.removeEventListener('abort', end);
  };
  subprocess.then(settled, settled);
  // Its type is that of no options merged with these.
  return subprocess as unknown as ResultPromise<Given>;
}

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
