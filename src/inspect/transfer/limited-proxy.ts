import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../domain/clock.ts';
import { bufferCollector } from '../buffer-collector.ts';
import { TokenBucket } from './token-bucket.ts';

/** A slow line to a server on this machine. */
export interface LimitedProxy {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Bytes that have come down the line so far. */
  downloadedBytes(): number;
  close(): Promise<void>;
}

/**
 * Stands before a registry on loopback and lets its answers through at the given rate, all connections together. What
 * is limited is the payload of TCP, downstream: a pull sends next to nothing up, and a line is as a rule full in one
 * direction only. Latency is not added. No right, tool or kernel module is needed, as tc(8) would.
 */
export async function startLimitedProxy(
  target: string,
  bitsPerSecond: number,
  clock: Clock,
): Promise<LimitedProxy> {
  const bucket = new TokenBucket(bitsPerSecond, clock);
  const sockets = new Set<Socket>();
  let downloaded = 0;
  const slowly = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const collect = bufferCollector();
    for await (const chunk of source) {
      collect(chunk.length);
      const waitMs = bucket.take(chunk.length);
      if (waitMs > 0) await clock.pause(waitMs);
      downloaded += chunk.length;
      yield chunk;
    }
  };
  const [address = '', port] = target.split(':');
  // Either end may be done with sending before the other is.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: address, port: Number(port), allowHalfOpen: true });
    const both = [client, upstream];
    for (const socket of both) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    // A connection that breaks on one side is broken on the other.
    const broken = (): void => both.forEach((socket) => socket.destroy());
    pipeline(client, upstream).catch(broken);
    pipeline(upstream, slowly, client).catch(broken);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    downloadedBytes: () => downloaded,
    close,
  };
}
