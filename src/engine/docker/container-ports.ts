import { createServer, type AddressInfo } from 'node:net';
import { httpGet } from '../http-get.ts';
import type { AppAnswer } from '../engine.ts';
import { portListens } from '../port-listens.ts';

/** A port on loopback that nothing uses at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/** Where an app may listen. It may take no notice of PORT, or listen by IPv6 only. */
interface Place {
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
}

/** The places at which an app is asked, in this order. `own`: a port that it has whatever PORT says. */
export const placesOf = (port: number, own: readonly number[]): Place[] =>
  [port, ...own.filter((other) => other !== port)].flatMap((one): Place[] => [
    { host: '127.0.0.1', port: one },
    { host: '::1', port: one },
  ]);

/** The first answer that comes from one of them; undefined if there is none. */
export async function askPlaces(
  places: readonly Place[],
  path: string,
  timeoutMs: number,
): Promise<AppAnswer | undefined> {
  for (const { host, port } of places) {
    const name = host === '::1' ? '[::1]' : host;
    const answer = await httpGet(`http://${name}:${port}${path}`, timeoutMs);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

export async function onePlaceListens(places: readonly Place[], timeoutMs: number): Promise<boolean> {
  for (const { host, port } of places) if (await portListens(host, port, timeoutMs)) return true;
  return false;
}
