import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, describe, expect, test } from 'vitest';
import { StagebenchError } from '../../../domain/errors.ts';
import { request, requestOptional, toEngineError } from './api-error.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-api-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an error of the API is told apart', () => {
  test.each([
    ['ENGINE_LOST', { code: 'ECONNREFUSED' }],
    ['ENGINE_LOST', { code: 'ENOENT' }],
    ['ENGINE_LOST', { message: 'socket hang up' }],
    ['ENGINE_REQUEST', { statusCode: 500, message: 'disk full' }],
    ['ENGINE_REQUEST', { statusCode: 500, code: 'ECONNREFUSED', message: 'the registry refuses' }],
    ['ENGINE_REQUEST', new Error('something else')],
  ])('%s for %o', (code, error) => {
    expect(toEngineError(error, 'build')).toMatchObject({ code, message: expect.stringContaining('build') });
  });

  test('one that has its place already keeps it', () => {
    const known = new StagebenchError('BUILD_FAILED', 'no');
    expect(toEngineError(known, 'build')).toBe(known);
  });
});

describe('against a real socket', () => {
  test('nobody listening is a lost engine', async () => {
    const docker = new Dockerode({ socketPath: path.join(folder, 'nobody.sock') });
    await expect(request('ping', () => docker.ping())).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });

  test('a connection that breaks in the middle is a lost engine', async () => {
    await using server = await answering((_, response) => response.destroy());
    await expect(request('ping', () => server.docker.ping())).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });

  test('a refusal carries the words of the engine', async () => {
    await using server = await answering((_, response) => {
      response.writeHead(409, { 'content-type': 'application/json' }).end('{"message":"name is in use"}');
    });
    await expect(request('ping', () => server.docker.ping())).rejects.toMatchObject({
      code: 'ENGINE_REQUEST',
      message: expect.stringContaining('name is in use'),
    });
  });

  test('what is not there is undefined where that is allowed, and an error elsewhere', async () => {
    await using server = await answering((_, response) =>
      response.writeHead(404).end('{"message":"no such image"}'),
    );
    const inspect = () => server.docker.getImage('x').inspect();
    expect(await requestOptional('inspect', inspect)).toBeUndefined();
    await expect(request('inspect', inspect)).rejects.toMatchObject({ code: 'ENGINE_REQUEST' });
  });
});

/** A server on a socket of its own, and a client for it. */
async function answering(handle: Parameters<typeof createServer>[1]) {
  const socketPath = path.join(folder, `${Math.trunc(performance.now() * 1000)}.sock`);
  const server = createServer(handle as never);
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    docker: new Dockerode({ socketPath }),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
