import type { Socket } from 'node:net';
import type { PieceTaker, PumpedArchive, Room } from '../../engine.ts';
import { ConnectionError, toEngineError } from '../connect/api-error.ts';
import { watchSilence } from '../connect/watch-silence.ts';
import { AnswerHead, refusalOf } from './answer-head.ts';
import { askForImages, type AskedImages } from './ask-for-images.ts';

export interface PumpOptions {
  /** Of the engine. */
  readonly socketPath: string;
  /** See Deadlines. */
  readonly silenceMs: number;
  readonly ping: () => Promise<unknown>;
  /** These images were asked for already. */
  readonly asked?: AskedImages | undefined;
}

/** So many zeros end a tar, and with it what an engine saves: a connection that ends before has broken. Bytes. */
const tarEndBytes = 1024;

/**
 * Images of an engine at a socket of this machine. Node's HTTP client takes more processor time for an archive than to hash
 * and to parse it: it makes four objects of every 32 KiB. Here every piece comes in the same buffer, or where whoever takes it wants it.
 */
export function pumpImages(refs: readonly string[], options: PumpOptions): PumpedArchive {
  return { pump: (take, signal, room) => pump(refs, take, { ...options, room }, signal) };
}

function pump(
  refs: readonly string[],
  take: PieceTaker,
  { socketPath, silenceMs, ping, asked, room }: PumpOptions & { readonly room: Room | undefined },
  signal: AbortSignal | undefined,
): Promise<void> {
  const head = new AnswerHead();
  const refused: Buffer[] = [];
  const tail = new TarTail();
  return new Promise((resolve, reject) => {
    let isPaused = false;
    const letGo = (): void => {
      watch.stop();
      signal?.removeEventListener('abort', stop);
      socket.destroy();
    };
    /** Of the engine, or of the connection to it. */
    const fail = (error: unknown): void => {
      letGo();
      reject(toEngineError(error, `save ${refs.join(', ')}`));
    };
    /** Of whoever takes the pieces. */
    const giveUp = (error: Error): void => {
      letGo();
      reject(error);
    };
    const stop = () => {
      giveUp(signal?.reason as Error);
    };
    const finish = () => {
      letGo();
      resolve();
    };
    /** False: nothing more is to come until what has come is taken. */
    const receive = (piece: Buffer): boolean => {
      const body = head.read(piece);
      if (body.length === 0) return true;
      if (head.status !== 200) {
        refused.push(Buffer.from(body));
        return true;
      }
      tail.see(body);
      const pressure = take(body);
      if (pressure === undefined) return true;
      isPaused = true;
      pressure.then(() => {
        isPaused = false;
        socket.resume();
      }, giveUp);
      return false;
    };
    const end = () => {
      if (head.status === undefined) fail(new ConnectionError('it has closed the connection'));
      else if (head.status !== 200) fail(refusalOf(head.status, Buffer.concat(refused)));
      else if (tail.isEnd) finish();
      // If the engine is still there, whoever reads the archive can say best what is wrong with it.
      else
        ping().then(finish, (error: unknown) => {
          fail(new ConnectionError('the archive has broken off', { cause: error }));
        });
    };
    const heard = (piece: Buffer): boolean => {
      watch.heard();
      try {
        return receive(piece);
      } catch (error) {
        if (error instanceof ConnectionError) fail(error);
        else giveUp(error as Error);
        return false;
      }
    };
    const socket = asked?.take(heard, room) ?? newSocket(refs, socketPath, heard, room);
    const watch = watchSilence({
      silentMs: silenceMs,
      // Whoever takes the pieces decides when they come.
      ping: async () => isPaused || (await ping()),
      lost: (error) => {
        const silent = `nothing came for ${silenceMs / 1000} s`;
        fail(new ConnectionError(`${silent}, and no answer to a ping`, { cause: error }));
      },
    });
    socket.on('error', fail).on('end', end);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
    else if (socket.errored) fail(socket.errored);
    else socket.resume();
  });
}

function newSocket(
  refs: readonly string[],
  socketPath: string,
  receive: (piece: Buffer) => boolean,
  room: Room | undefined,
): Socket {
  const socket = askForImages(refs, socketPath).take(receive, room);
  if (socket === undefined) throw new Error('a request that was just made is taken');
  return socket;
}

/** Whether what has passed ends as a tar does. */
class TarTail {
  #last: Buffer = Buffer.alloc(0);

  see(piece: Buffer): void {
    this.#last =
      piece.length >= tarEndBytes
        ? Buffer.from(piece.subarray(-tarEndBytes))
        : Buffer.concat([this.#last, piece]).subarray(-tarEndBytes);
  }

  get isEnd(): boolean {
    return this.#last.length === tarEndBytes && this.#last.every((byte) => byte === 0);
  }
}
