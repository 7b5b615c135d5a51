import { get } from '../node/http.ts';
import type { AppAnswer } from './engine.ts';

/** What an app answers is compared with a few fields, and quoted in a few lines. Bytes. */
const largestBody = 1024 * 1024;

/**
 * GETs a URL on loopback; undefined if nothing listens or nothing comes in time. Of a body that is larger than anything
 * that is asked for, only the beginning is read. node:http, because the first fetch() costs 20 MB of memory.
 */
export function httpGet(url: string, timeoutMs: number): Promise<AppAnswer | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const answer = (): AppAnswer => ({
        status: response.statusCode ?? 0,
        body: Buffer.concat(chunks).toString('utf8', 0, largestBody),
        ...(length > largestBody && { largerThanBytes: largestBody }),
      });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= largestBody) return;
        resolve(answer());
        request.destroy();
      });
      response.on('error', () => {
        resolve(undefined);
      });
      response.on('end', () => {
        resolve(answer());
      });
    });
    request.on('error', () => {
      resolve(undefined);
    });
  });
}
