import type { IncomingMessage } from 'node:http';
import { get } from '../../node/http.ts';
import { StagebenchError } from '../../domain/errors.ts';

const silentMs = 60_000;

/**
 * GETs `/v2/PATH` of a registry and gives the answer as a stream. Rejects with TRANSFER_FAILED if it is not 200.
 * node:http, because the first fetch() costs 20 MB of memory.
 */
export function openFromRegistry(
  host: string,
  path: string,
  options: { readonly accept?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<IncomingMessage> {
  const { accept = '*/*', signal } = options;
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void => {
      reject(
        new StagebenchError('TRANSFER_FAILED', `The registry does not give ${path}: ${why}.`, { cause }),
      );
    };
    const wanted = { agent: false, headers: { accept }, timeout: silentMs, ...(signal && { signal }) };
    const request = get(`http://${host}/v2/${path}`, wanted, (response) => {
      clearTimeout(late);
      if (response.statusCode === 200) {
        resolve(response);
        return;
      }
      response.resume();
      fail(`status ${response.statusCode ?? 0}`);
    });
    const silent = (): void => {
      request.destroy(new Error(`silent for ${silentMs / 1000} s`));
    };
    // A head that comes byte by byte is no answer; what follows it may take as long as it comes.
    const late = setTimeout(silent, silentMs);
    request.on('timeout', silent);
    request.on('close', () => {
      clearTimeout(late);
    });
    request.on('error', (error) => {
      fail(error.message, error);
    });
  });
}
