import { request } from '../../../node/http.ts';
import { StagebenchError } from '../../../domain/errors.ts';

/** For the whole answer; ms. */
const timeoutMs = 5_000;

/** An engine tells its version in some hundred bytes. */
const largestBytes = 1024 * 1024;

/**
 * GETs a path from an HTTP server behind a unix socket; undefined if nobody answers, or not with 200. Throws
 * ENGINE_UNREACHABLE for an answer that is larger than any engine's.
 */
export function getFromSocket(socketPath: string, path: string, ms = timeoutMs): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, signal: AbortSignal.timeout(ms) }, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= largestBytes) return;
        const what = `What listens at ${socketPath} is no engine: its answer is larger than ${largestBytes} bytes.`;
        reject(new StagebenchError('ENGINE_UNREACHABLE', what));
        sent.destroy();
      });
      response.on('error', () => resolve(undefined));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? Buffer.concat(chunks).toString() : undefined),
      );
    });
    sent.on('error', () => resolve(undefined));
    sent.end();
  });
}
