import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** For the whole answer; ms. */
const timeoutMs = 5_000;

/** GETs a path from an HTTP server behind a unix socket; undefined if nobody answers, or not with 200. */
export function getFromSocket(socketPath: string, path: string, ms = timeoutMs): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path, signal: AbortSignal.timeout(ms) }, (response) => {
      text(response).then(
        (body) => resolve(response.statusCode === 200 ? body : undefined),
        () => resolve(undefined),
      );
    });
    sent.on('error', () => resolve(undefined));
    sent.end();
  });
}
