import { get } from 'node:http';
import type { AppAnswer } from './engine.ts';

/**
 * GETs a URL on loopback; undefined if nothing listens or nothing comes in time. node:http, because the first fetch()
 * costs 20 MB of memory.
 */
export function httpGet(url: string, timeoutMs: number): Promise<AppAnswer | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => {
        resolve(undefined);
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.on('error', () => {
      resolve(undefined);
    });
  });
}
