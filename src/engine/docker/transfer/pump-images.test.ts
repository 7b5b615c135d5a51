import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { PieceTaker } from '../../engine.ts';
import { askForImages, type AskedImages } from './ask-for-images.ts';
import { pumpImages } from './pump-images.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-pump-'));
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let made = 0;
const nobody = path.join(folder, 'nobody.sock');
const never = () => Promise.reject(new Error('nobody is there'));
const alive = () => Promise.resolve();

/** An engine that does with a connection what the test says, once the whole request is there. */
async function engine(answer: (socket: Socket, asked: string) => void): Promise<string> {
  made += 1;
  const socketPath = path.join(folder, `${made}.sock`);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    let asked = '';
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      asked += piece.toString();
      if (asked.endsWith('\r\n\r\n')) answer(socket, asked);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return socketPath;
}

interface Asking {
  readonly refs?: readonly string[];
  readonly ping?: () => Promise<unknown>;
  readonly take?: PieceTaker;
  readonly signal?: AbortSignal;
  readonly asked?: AskedImages;
}

/** Everything that is pumped. */
async function pumped(
  socketPath: string,
  { refs = ['a:1'], ping = alive, take, signal, asked }: Asking = {},
) {
  const pieces: Buffer[] = [];
  const copy: PieceTaker = (piece) => {
    pieces.push(Buffer.from(piece));
    return undefined;
  };
  await pumpImages(refs, { socketPath, silenceMs: 120, ping, asked }).pump(take ?? copy, signal);
  return Buffer.concat(pieces);
}

const good = 'HTTP/1.0 200 OK\r\nContent-Type: application/x-tar\r\n\r\n';
/** As long as some pieces, each byte another one than its neighbours, and the end of a tar. */
const archive = Buffer.concat([
  Buffer.from(Array.from({ length: 1_000_001 }, (_, index) => index % 251)),
  Buffer.alloc(1024),
]);

test('what is asked for in HTTP/1.0 are all images, their names as they are', async () => {
  let request = '';
  const socketPath = await engine((socket, asked) => {
    request = asked;
    socket.end(Buffer.concat([Buffer.from(good), archive]));
  });
  await pumped(socketPath, { refs: ['a/b:1', 'c@sha256:0&x'] });
  const [line = '', host] = request.split('\r\n');
  expect([line.split(' ')[0], line.split(' ')[2], host]).toEqual(['GET', 'HTTP/1.0', 'Host: localhost']);
  const url = new URL(line.split(' ')[1] ?? '', 'http://localhost');
  expect(url.pathname).toBe('/images/get');
  expect(url.searchParams.getAll('names')).toEqual(['a/b:1', 'c@sha256:0&x']);
});

describe('an archive arrives whole', () => {
  test('in one go', async () => {
    const socketPath = await engine((socket) => socket.end(Buffer.concat([Buffer.from(good), archive])));
    expect((await pumped(socketPath)).equals(archive)).toBe(true);
  });

  test('with its head and its end torn over pieces', async () => {
    const socketPath = await engine((socket) => {
      const pieces = [good.slice(0, 5), good.slice(5, -3), good.slice(-3), archive.subarray(0, -700)];
      void (async () => {
        for (const piece of [...pieces, archive.subarray(-700, -3), archive.subarray(-3)]) {
          await new Promise((resolve) => socket.write(piece, resolve));
          await setImmediate();
        }
        socket.end();
      })();
    });
    // The end is there, so nobody is asked whether the engine is.
    expect((await pumped(socketPath, { ping: never })).equals(archive)).toBe(true);
  });

  test('where whoever takes it is slow: nothing comes before it is ready', async () => {
    const socketPath = await engine((socket) => socket.end(Buffer.concat([Buffer.from(good), archive])));
    const pieces: Buffer[] = [];
    let isBusy = false;
    const take = async (piece: Buffer): Promise<void> => {
      expect(isBusy).toBe(false);
      isBusy = true;
      const before = Buffer.from(piece);
      await setImmediate();
      // The memory in which it came is still its own.
      expect(piece.equals(before)).toBe(true);
      pieces.push(before);
      isBusy = false;
    };
    await pumped(socketPath, { take });
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(archive)).toBe(true);
  });
});

describe('images that were asked for before', () => {
  /** An engine that counts requests, and says when there is one, and when its first connection is over. */
  async function counting(answer: (socket: Socket) => void) {
    const requests: string[] = [];
    const asked = Promise.withResolvers<undefined>();
    const over = Promise.withResolvers<undefined>();
    const socketPath = await engine((socket, request) => {
      requests.push(request);
      socket.on('close', () => over.resolve(undefined));
      answer(socket);
      asked.resolve(undefined);
    });
    return { socketPath, requests, asked: asked.promise, over: over.promise };
  }
  const whole = (socket: Socket) => socket.end(Buffer.concat([Buffer.from(good), archive]));

  test('arrive whole, though the answer was there before anybody took it; once more, they are asked for anew', async () => {
    const { socketPath, requests, asked } = await counting(whole);
    const early = askForImages(['a:1'], socketPath);
    await asked;
    expect((await pumped(socketPath, { asked: early })).equals(archive)).toBe(true);
    expect(requests).toHaveLength(1);
    expect((await pumped(socketPath, { asked: early })).equals(archive)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  test('are let go where nobody wants them, and asked for anew if somebody does after all', async () => {
    const { socketPath, requests, asked, over } = await counting((socket) => socket.write(good));
    const early = askForImages(['a:1'], socketPath);
    await asked;
    early.giveUp();
    await over;
    expect(early.take(() => true)).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  test('whoever has taken them keeps them', async () => {
    const { socketPath } = await counting(whole);
    const early = askForImages(['a:1'], socketPath);
    const all = pumped(socketPath, { asked: early });
    early.giveUp();
    expect((await all).equals(archive)).toBe(true);
  });

  test('of an engine that is not there say so to whoever takes them, and to nobody before', async () => {
    const early = askForImages(['a:1'], nobody);
    // The connection is refused meanwhile.
    await setImmediate();
    await setImmediate();
    await expect(pumped(nobody, { asked: early })).rejects.toMatchObject({
      code: 'ENGINE_LOST',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('an engine that refuses is quoted', () => {
  test.each([
    [404, '{"message":"no such image: a:1"}', 'no such image: a:1'],
    [500, '{"message":"disk full"}', 'disk full'],
    [400, 'no JSON', 'no JSON'],
  ])('HTTP %i', async (status, body, said) => {
    const socketPath = await engine((socket) => {
      socket.write(`HTTP/1.0 ${status} No\r\nContent-Type: application/json\r\n\r\n${body.slice(0, 7)}`);
      socket.end(body.slice(7));
    });
    const take = vi.fn<PieceTaker>();
    await expect(pumped(socketPath, { take })).rejects.toMatchObject({
      code: 'ENGINE_REQUEST',
      message: expect.stringMatching(
        new RegExp(`^The engine refused to save a:1: \\(HTTP code ${status}\\).* - ${said}`),
      ),
    });
    expect(take).not.toHaveBeenCalled();
  });
});

describe('an engine is lost', () => {
  const lost = (why: string) => ({ code: 'ENGINE_LOST', message: expect.stringContaining(why) });

  test('that is not there', async () => {
    await expect(pumped(nobody)).rejects.toMatchObject(lost('ENOENT'));
  });

  test.each([
    ['before it says anything', '', 'it has closed the connection'],
    ['within its head', good.slice(0, 20), 'it has closed the connection'],
    ['within the archive', good + 'x'.repeat(5000), 'the archive has broken off'],
  ])('that ends %s', async (_, sent, why) => {
    const socketPath = await engine((socket) => socket.end(sent));
    await expect(pumped(socketPath, { ping: never })).rejects.toMatchObject(lost(why));
  });

  test.each([
    ['speaks another language', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'its answer is no HTTP'],
    ['never ends its head', `HTTP/1.0 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, 'its answer is no HTTP'],
    ['packs what it sends', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'an encoding'],
  ])('that %s', async (_, sent, why) => {
    const socketPath = await engine((socket) => socket.write(sent));
    await expect(pumped(socketPath)).rejects.toMatchObject(lost(why));
  });

  test('that is silent, and answers no ping', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const socketPath = await engine((socket) => socket.write(good + 'x'));
    let isOver = false as boolean;
    const outcome = pumped(socketPath, { ping: never }).finally(() => (isOver = true));
    outcome.catch(() => undefined);
    while (!isOver) {
      vi.advanceTimersByTime(121);
      await setImmediate();
    }
    await expect(outcome).rejects.toMatchObject(lost('nothing came for 0.12 s, and no answer to a ping'));
  });
});

test('an engine that is silent and answers pings is waited for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let working: Socket | undefined;
  const socketPath = await engine((socket) => (working = socket));
  let pings = 0;
  const ping = async () => (pings += 1);
  const outcome = pumped(socketPath, { ping });
  while (pings < 5) {
    if (working !== undefined) vi.advanceTimersByTime(121);
    await setImmediate();
  }
  working?.end(Buffer.concat([Buffer.from(good), archive]));
  expect((await outcome).equals(archive)).toBe(true);
});

test('an archive that ends early though the engine is there is for whoever reads it to judge', async () => {
  const socketPath = await engine((socket) => socket.end(`${good}{"errorDetail":{"message":"disk full"}}`));
  expect((await pumped(socketPath)).toString()).toContain('disk full');
});

test('what goes wrong with a piece is told as it is, and the connection ends', async () => {
  let isClosed = new Promise<void>(() => {});
  const socketPath = await engine((socket) => {
    isClosed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.end(Buffer.concat([Buffer.from(good), archive]));
  });
  const wrong = new Error('no tar');
  const thrown = () => {
    throw wrong;
  };
  await expect(pumped(socketPath, { take: thrown })).rejects.toBe(wrong);
  await isClosed;
  await expect(pumped(socketPath, { take: () => Promise.reject(wrong) })).rejects.toBe(wrong);
});

test('an interruption ends it, with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('Ctrl-C');
  const socketPath = await engine((socket) => {
    socket.write(good);
    controller.abort(reason);
  });
  await expect(pumped(socketPath, { signal: controller.signal })).rejects.toBe(reason);
  await expect(pumped(socketPath, { signal: controller.signal })).rejects.toBe(reason);
});
