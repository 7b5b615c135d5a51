import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { ConnectionError, toEngineError } from '../connect/api-error.ts';

/** One line of what an engine reports while it pulls or pushes. */
interface TransferEvent {
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** What an engine says of one layer takes some hundred bytes, the log of a refused push some thousand. Characters. */
const longestLine = 1024 * 1024;

/**
 * Reads what an engine reports of a pull, a push or a load to its end, and hands it on as `id: status`. Gives the failure
 * the engine reports, if any. Rejects with the signal's reason, or with ENGINE_LOST if the connection breaks.
 */
export async function followTransfer(
  stream: NodeJS.ReadableStream,
  what: string,
  onProgress?: (text: string) => void,
  signal?: AbortSignal,
): Promise<string | undefined> {
  let failure: string | undefined;
  const stop = (): void => {
    if (stream instanceof Readable) stream.destroy(new Error('interrupted'));
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    await followEvents(stream, (event) => {
      failure ??= event.errorDetail?.message ?? event.error;
      if (event.status !== undefined) onProgress?.([event.id, event.status].filter(Boolean).join(': '));
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw toEngineError(error, what);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  signal?.throwIfAborted();
  return failure;
}

/**
 * Reads what an engine reports, a JSON object a line, to its end, also where the last line has none. dockerode's
 * followProgress loses such a line, keeps all lines, and ends the process over one that is no JSON. Rejects with a
 * ConnectionError for such a line and for one without an end, and with what breaks the stream.
 */
async function followEvents(
  stream: NodeJS.ReadableStream,
  onEvent: (event: TransferEvent) => void,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line, onEvent);
    if (rest.length > longestLine)
      throw new ConnectionError(`a line of its report is longer than ${longestLine} characters`);
  };
  for await (const chunk of stream as AsyncIterable<Buffer | string>)
    take(typeof chunk === 'string' ? chunk : decoder.write(chunk));
  take(decoder.end());
  takeLine(rest, onEvent);
}

function takeLine(line: string, onEvent: (event: TransferEvent) => void): void {
  if (line.trim() === '') return;
  const event = parsed(line);
  if (typeof event !== 'object' || event === null) throw new ConnectionError('its report is no JSON');
  onEvent(event);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
