import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../../engine/fake/fake-clock.ts';
import { startLimitedProxy } from './limited-proxy.ts';

/** 8000 bit/s: one byte takes one millisecond of the fake clock. */
const rate = 8000;

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));

/** A server on loopback, and a slow line to it. */
async function slowLine(serve: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clock = new FakeClock();
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startLimitedProxy(target, rate, clock);
  const stopServer = async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(async () => {
    await proxy.close();
    await stopServer();
  });
  const dial = (): Socket => {
    const socket = connect({ host: '127.0.0.1', port: Number(proxy.host.split(':')[1]) });
    socket.on('error', () => undefined);
    return socket;
  };
  return { proxy, clock, dial, stopServer };
}

test('what comes down is what was sent, at the rate of the line', async () => {
  const { proxy, clock, dial } = await slowLine((socket) => socket.end(content));
  const socket = dial();
  socket.end();
  expect((await buffer(socket)).equals(content)).toBe(true);
  expect(proxy.downloadedBytes()).toBe(content.length);
  expect(clock.monotonicMs()).toBeCloseTo(content.length, 3);
});

test('connections share the rate', async () => {
  const { clock, dial } = await slowLine((socket) => socket.end(content));
  const bodies = await Promise.all([1, 2, 3].map(() => buffer(dial().end())));
  expect(bodies.every((body) => body.equals(content))).toBe(true);
  expect(clock.monotonicMs()).toBeCloseTo(3 * content.length, 3);
});

test('what goes up is not slowed; who is done with sending still gets the answer', async () => {
  const { clock, dial } = await slowLine((socket) => {
    void buffer(socket).then((body) => socket.end(body.equals(content) ? 'same' : 'else'));
  });
  const socket = dial();
  socket.end(content);
  expect((await buffer(socket)).toString()).toBe('same');
  expect(clock.monotonicMs()).toBeCloseTo('same'.length, 3);
});

test('a server that breaks off breaks the line; what came before has arrived', async () => {
  const { dial } = await slowLine((socket) => socket.write('half', () => socket.resetAndDestroy()));
  const socket = dial();
  const got: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => got.push(chunk));
  await once(socket, 'close');
  expect(['', 'half']).toContain(Buffer.concat(got).toString());
});

test('no server, no line', async () => {
  const { dial, stopServer } = await slowLine(() => undefined);
  await stopServer();
  const socket = dial();
  socket.resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBe(0);
});

test('closing it ends connections that are open', async () => {
  const { proxy, dial } = await slowLine((socket) => socket.write('more to come'));
  const socket = dial();
  await once(socket, 'data');
  await Promise.all([once(socket, 'close'), proxy.close()]);
});
