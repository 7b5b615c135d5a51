import { connect, type Socket } from 'node:net';
import type { Room } from '../../engine.ts';

/** What is taken from the connection at a time, at most: more than a socket of Linux holds. Bytes. */
const pieceBytes = 1 << 18;

/** A request for an archive of images that is on its way to an engine at a socket of this machine. */
export interface AskedImages {
  readonly refs: readonly string[];
  readonly socketPath: string;
  /**
   * Hands the connection over, and every piece that comes from now on: false, and nothing more is to come until the socket is
   * resumed. A piece lies in what `room` gave, or else always in the same buffer. Undefined if somebody has it, or it was given up.
   */
  take(receive: (piece: Buffer) => boolean, room?: Room): Socket | undefined;
  /** Ends the connection, unless somebody has taken it. */
  giveUp(): void;
}

/**
 * Asks for images before anybody is there to read them: an engine prepares an archive for seconds, and who wants to read it has
 * a client to load first. Nothing of the answer is read until somebody takes it. A connection that fails says so then. It
 * does not keep the process alive. In HTTP/1.0, because a server must not chunk it: after the head comes the bare archive, to
 * the end of the connection (https://www.rfc-editor.org/rfc/rfc9112.html#section-6.3).
 */
export function askForImages(refs: readonly string[], socketPath: string): AskedImages {
  const names = refs.map((ref) => `names=${encodeURIComponent(ref)}`).join('&');
  let receiver: ((piece: Buffer) => boolean) | undefined;
  let roomOfReceiver: Room | undefined;
  const own = Buffer.allocUnsafeSlow(pieceBytes);
  const socket = connect({
    path: socketPath,
    onread: {
      buffer: () => roomOfReceiver?.() ?? own,
      callback: (bytes, { buffer, byteOffset }) =>
        receiver?.(Buffer.from(buffer, byteOffset, bytes)) ?? false,
    },
  });
  socket.pause().unref();
  // Whoever takes it reads `errored`.
  socket.on('error', () => undefined);
  // Who ends its own half first tells the engine that nobody waits for the answer.
  socket.write(`GET /images/get?${names} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  let isFree = true;
  return {
    ...{ refs, socketPath },
    take(receive, room) {
      if (!isFree) return undefined;
      isFree = false;
      roomOfReceiver = room;
      receiver = receive;
      return socket.ref();
    },
    giveUp() {
      if (isFree) socket.destroy();
      isFree = false;
    },
  };
}
