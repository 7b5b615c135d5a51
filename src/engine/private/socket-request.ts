import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const timeoutMs = 5_000;

/** GETs a path from an HTTP server behind a unix socket; undefined if nobody answers, or not with 200. */
export function getFromSocket(socketPath: string, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path, timeout: timeoutMs }, (response) => {
      text(response).then(
        (body) => resolve(response.statusCode === 200 ? body : undefined),
        () => resolve(undefined),
      );
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(undefined));
    sent.end();
  });
}
