import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { push } from './push.ts';

const ref = '127.0.0.1:5000/team/app:1';
const done = `1: digest: sha256:${'0'.repeat(64)} size: 1155`;

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-push-'));
const socketPath = path.join(folder, 'engine.sock');
const docker = new Dockerode({ socketPath });
let handle: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  handle(request, response);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(socketPath, resolve)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** An engine that answers a push with these events, and ends or breaks the answer. */
const reports = (events: readonly object[], end: 'ends' | 'breaks' | 'goes on' = 'ends') => {
  handle = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(events.map((event) => `${JSON.stringify(event)}\r\n`).join(''), () => {
      if (end === 'breaks') response.destroy();
      if (end === 'ends') response.end();
    });
  };
};

test('is asked for by name and tag, without credentials; what the engine reports is handed on', async () => {
  reports([
    { status: 'The push refers to repository [127.0.0.1:5000/team/app]' },
    { status: 'Pushed', id: 'abc' },
    { status: done },
  ]);
  const answer = handle;
  let asked: IncomingMessage | undefined;
  handle = (request, response) => {
    asked = request;
    answer(request, response);
  };
  const lines: string[] = [];
  await push(docker, ref, { onProgress: (line) => lines.push(line) });
  expect(asked).toMatchObject({ method: 'POST', url: '/images/127.0.0.1:5000/team/app/push?tag=1' });
  expect(Buffer.from(String(asked?.headers['x-registry-auth']), 'base64').toString()).toBe('{}');
  expect(lines.slice(1)).toEqual(['abc: Pushed', done]);
});

describe('is no success', () => {
  test.each<[string, readonly object[], string]>([
    ['when an error ends the report', [{ errorDetail: { message: 'denied' }, error: 'denied' }], 'denied'],
    ['when an error comes after all', [{ status: done }, { error: 'no space left' }], 'no space left'],
    ['when the report ends without a word', [{ status: 'Pushing', id: 'abc' }], 'without saying why'],
  ])('%s', async (_, events, said) => {
    reports(events);
    await expect(push(docker, ref)).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining(said),
    });
  });

  test('when the engine refuses at once', async () => {
    handle = (_, response) => response.writeHead(404).end('{"message":"no such image"}');
    await expect(push(docker, ref)).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('no such image'),
    });
  });

  test('when the engine dies over it', async () => {
    reports([{ status: done }], 'breaks');
    await expect(push(docker, ref)).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });

  test('when it is interrupted: the engine is told by the end of the connection', async () => {
    reports([{ status: 'Pushing', id: 'abc' }], 'goes on');
    const answer = handle;
    let told: Promise<unknown> = Promise.reject(new Error('nothing was asked'));
    told.catch(() => undefined);
    handle = (request, response) => {
      told = new Promise((resolve) => response.once('close', resolve));
      answer(request, response);
    };
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('stop'));
    await expect(push(docker, ref, { onProgress, signal: controller.signal })).rejects.toThrow('stop');
    await told;
  });

  test('when it was interrupted before: nothing is asked', async () => {
    handle = () => {
      throw new Error('the engine was asked');
    };
    await expect(push(docker, ref, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});
