import { connect } from 'node:net';

/** So long a connection must stay open. The engine's proxy takes every connection, and closes those that lead nowhere. ms. */
const staysMs = 100;

/**
 * Whether something takes connections at a port of this machine. What speaks first is there; else the connection has to stay
 * open for a moment.
 */
export function portListens(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let stays: NodeJS.Timeout | undefined;
    const late = setTimeout(() => end(false), timeoutMs);
    const end = (listens: boolean): void => {
      clearTimeout(stays);
      clearTimeout(late);
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => {
      stays = setTimeout(() => end(true), staysMs);
    });
    socket.once('data', () => end(true));
    socket.once('end', () => end(false));
    socket.once('error', () => end(false));
  });
}
