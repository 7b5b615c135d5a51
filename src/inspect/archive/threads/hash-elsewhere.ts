import { createHash } from 'node:crypto';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FileHash } from '../file-hash.ts';
import { createRing, RingReader, RingWriter, type ByteRing } from './byte-ring.ts';

/*
 * Hashing is more than half of what a saved image costs the thread that reads it, and the thread that hands it the archive
 * waits most of the time. So the bytes of large files go back there to be hashed, while they are parsed.
 */

/** Where the bytes go in, and the number of a file's bytes before its first one; the hash in hex comes back. */
export interface HashesElsewhere {
  readonly ring: ByteRing;
  readonly port: MessagePort;
}

/** Smaller ones are hashed before another thread has heard of them. Bytes. */
const leastBytes = 1 << 20;

/** Hashes on this thread what another one gives, until `end`. */
export function hashForAnother(): HashesElsewhere & { readonly end: () => void } {
  const ring = createRing();
  const source = new RingReader(ring);
  const { port1, port2 } = new MessageChannel();
  let before = Promise.resolve();
  port1.on('message', (bytes: number) => {
    before = before.then(async () => {
      port1.postMessage(await sha256(source, bytes));
    });
    // Only `end` ends it, and then nobody waits for an answer.
    before.catch(() => undefined);
  });
  const end = () => {
    new RingWriter(ring).abandon();
    port1.close();
  };
  return { ring, port: port2, end };
}

/** No piece holds bytes of two files. */
async function sha256(source: RingReader, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  for (let left = bytes; left > 0;) {
    const piece = await source.next();
    if (piece === undefined) throw new Error('no more bytes come, and some are missing');
    hash.update(piece);
    left -= piece.length;
    source.release();
  }
  return hash.digest('hex');
}

/** For a file of so many bytes, which are all to be given before the next file begins; undefined if it is small. */
export type HashMaker = (bytes: number) => FileHash | undefined;

/** Gives bytes to the thread that hashes them. */
export function hashesOf({ ring, port }: HashesElsewhere): HashMaker {
  const writer = new RingWriter(ring);
  /** Those whose answer has not come, in their order. */
  const asked: PromiseWithResolvers<string>[] = [];
  port.on('message', (hex: string) => asked.shift()?.resolve(hex));
  return (bytes) => {
    if (bytes < leastBytes) return undefined;
    const answer = Promise.withResolvers<string>();
    asked.push(answer);
    port.postMessage(bytes);
    return {
      update: (piece) => {
        writer.writeAtOnce(piece);
      },
      digest: () => {
        writer.flush();
        return answer.promise;
      },
    };
  };
}
