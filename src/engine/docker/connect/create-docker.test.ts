import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DockerEngine } from '../docker-engine.ts';
import { load } from '../transfer/load.ts';
import { pull } from '../transfer/pull.ts';
import { push } from '../transfer/push.ts';
import { request } from './api-error.ts';
import { createDocker } from './create-docker.ts';
import type { Deadlines } from './deadlines.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-deadline-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const short: Deadlines = { questionMs: 120, workMs: 120, silenceMs: 120 };
let sockets = 0;

/** An engine on a socket of its own. */
async function engine(answer: RequestListener) {
  sockets += 1;
  const socket = path.join(folder, `${sockets}.sock`);
  const timers: NodeJS.Timeout[] = [];
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    endpoint: { host: `unix://${socket}`, environment: {}, builder: 'default' },
    /** Sends a byte every 20 ms, and never an end. */
    trickle: (response: NodeJS.WritableStream): void => {
      timers.push(setInterval(() => response.write(' '), 20));
    },
    [Symbol.asyncDispose]: async () => {
      timers.forEach((timer) => clearInterval(timer));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
type Engine = Awaited<ReturnType<typeof engine>>;

async function trickling(): Promise<Engine> {
  const made: Engine = await engine((asked, response) => {
    asked.resume();
    response.writeHead(200);
    made.trickle(response);
  });
  return made;
}

const lost = { code: 'ENGINE_LOST', message: expect.stringContaining('no whole answer within 0.12 s') };

test('a question that is answered byte by byte for ever ends at its deadline', async () => {
  await using made = await trickling();
  const docker = createDocker(made.endpoint, short);
  await expect(request('ping', () => docker.info())).rejects.toMatchObject(lost);
});

test('so does work', async () => {
  await using made = await trickling();
  const docker = createDocker(made.endpoint, short);
  await expect(request('remove', () => docker.getImage('x').remove())).rejects.toMatchObject(lost);
});

test('such an engine is unreachable where one is looked for', async () => {
  await using made = await trickling();
  await expect(DockerEngine.connect('docker', made.endpoint, 'reading', short)).rejects.toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    message: `No engine answers at ${made.endpoint.host}: no whole answer within 0.12 s.`,
  });
});

test('an answer that breaks off in the middle is no answer that is waited for', async () => {
  await using made = await engine((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{');
    process.nextTick(() => response.destroy());
  });
  const docker = createDocker(made.endpoint);
  await expect(request('describe itself', () => docker.info())).rejects.toMatchObject({
    code: 'ENGINE_LOST',
  });
});

test.each([200, 500])(
  'an answer without end (HTTP %i) is not collected until the memory is full',
  async (status) => {
    const piece = Buffer.alloc(1 << 20, ' ');
    let sent = 0;
    await using made = await engine((_, response) => {
      response.writeHead(status);
      const more = (): void => {
        for (let room = true; room && !response.destroyed; sent += 1) room = response.write(piece);
      };
      response.on('drain', more);
      more();
    });
    // What is asked for is a document, and a stream that is refused with one.
    const docker = createDocker(made.endpoint);
    const asked = status === 200 ? docker.info() : docker.pull('x:1');
    await expect(request('describe itself', () => asked as Promise<unknown>)).rejects.toMatchObject({
      code: 'ENGINE_LOST',
      message: expect.stringContaining('its answer is larger than 128 MiB'),
    });
    expect(sent).toBeLessThan(256);
  },
);

test('a refusal says what the engine says', async () => {
  await using made = await engine((_, response) => {
    response.writeHead(404).end('{"message":"no such image"}');
  });
  const docker = createDocker(made.endpoint);
  for (const ask of [() => docker.getImage('x').inspect(), () => docker.pull('x:1')])
    await expect(ask()).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining('no such image'),
    });
});

describe('of an image, which takes as long as it goes,', () => {
  const piece = Buffer.alloc(50, 'x');
  // Time goes on when a test says so: 20 pieces, 100 ms apart, are 16 deadlines.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A stream that is being sent, and the answer of the engine that it comes from. */
  async function saving() {
    let response: ServerResponse | undefined;
    const made = await engine((_, its) => {
      response = its;
      its.writeHead(200).flushHeaders();
    });
    const stream = (await createDocker(made.endpoint, short).getImage('x').get()) as unknown as Readable;
    if (response === undefined) throw new Error('Nobody was asked.');
    return { stream, response, [Symbol.asyncDispose]: made[Symbol.asyncDispose] };
  }

  test('nothing breaks that comes piece by piece', async () => {
    await using saved = await saving();
    const { stream, response } = saved;
    const pieces = stream[Symbol.asyncIterator]();
    for (let sent = 0; sent < 20; sent += 1) {
      response.write(piece);
      expect(await pieces.next()).toMatchObject({ value: piece });
      vi.advanceTimersByTime(100);
    }
    response.end();
    expect(await pieces.next()).toMatchObject({ done: true });
  });

  test('what stops to come breaks when no ping is answered', async () => {
    await using saved = await saving();
    const { stream, response } = saved;
    const pieces = stream[Symbol.asyncIterator]();
    response.write(piece);
    await pieces.next();
    let isBroken = false as boolean;
    const outcome = pieces.next().finally(() => (isBroken = true));
    outcome.catch(() => {});
    while (!isBroken) {
      vi.advanceTimersByTime(121);
      await setImmediate();
    }
    await expect(outcome).rejects.toThrow('nothing came for 0.12 s, and no answer to a ping');
  });

  // As a save of an engine without containerd, which writes the whole image into a folder first.
  test.each(['save', 'load', 'pull', 'push'] as const)(
    'a silent %s goes on as long as the engine answers pings',
    async (what) => {
      let pings = 0;
      const working: ServerResponse[] = [];
      await using made = await engine((asked, response) => {
        asked.resume();
        if (asked.url === '/_ping') response.end('OK', () => (pings += 1));
        else asked.on('end', () => working.push(response));
      });
      const docker = createDocker(made.endpoint, { ...short, questionMs: 1e9 });
      const done = {
        save: () => docker.getImage('x').get(),
        load: () => load(docker, Readable.from(['an archive'])),
        pull: () => pull(docker, 'x:1'),
        push: () => push(docker, 'x:1'),
      }[what]();
      let isOver = false as boolean;
      const outcome = done.finally(() => (isOver = true));
      outcome.catch(() => {});
      while (pings < 5 && !isOver) {
        if (working.length > 0) vi.advanceTimersByTime(121);
        await setImmediate();
      }
      for (const response of working)
        response.end(`{"status":"1: digest: sha256:${'0'.repeat(64)} size: 1"}\n`);
      await outcome;
    },
  );

  test('nothing breaks because its reader is slow', async () => {
    await using saved = await saving();
    const { stream, response } = saved;
    response.end(Buffer.alloc(4_000_000));
    const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let bytes = 0;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      bytes += next.value.length;
      vi.advanceTimersByTime(stream.readableLength > 0 ? 1000 : 0);
    }
    expect(bytes).toBe(4_000_000);
  });

  test('what is loaded piece by piece arrives, and a fault of its source is told', async () => {
    let got = 0;
    await using made = await engine((asked, response) => {
      asked.on('data', (chunk: Buffer) => (got += chunk.length));
      asked.on('end', () => response.end('{}'));
    });
    const docker = createDocker(made.endpoint, short);
    const source = new PassThrough();
    const loaded = load(docker, source);
    for (let sent = 1; sent <= 20; sent += 1) {
      source.write(piece);
      while (got < sent * piece.length) await setImmediate();
      vi.advanceTimersByTime(100);
    }
    source.end();
    await loaded;
    const broken = new PassThrough();
    const failing = load(docker, broken);
    broken.destroy(new Error('the source broke'));
    await expect(failing).rejects.toThrow('the source broke');
  });
});

test.each(['tcp://127.0.0.1:1', 'tcp://[', 'ssh://nobody'])(
  'a socket is asked though DOCKER_HOST of the process is %s',
  async (host) => {
    vi.stubEnv('DOCKER_HOST', host);
    vi.stubEnv('DOCKER_CERT_PATH', path.join(folder, 'nowhere'));
    await using made = await engine((_, response) => response.end('{"ID":"the socket"}'));
    expect(await createDocker(made.endpoint).info()).toEqual({ ID: 'the socket' });
  },
);
