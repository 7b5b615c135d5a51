import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRegistryContainer } from './registry-container.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-registry-container-'));
const socketPath = path.join(folder, 'engine.sock');
const endpoint = { host: `unix://${socketPath}`, environment: {}, builder: 'default' };

/** What the engine was asked for, and the container it was to create. */
const asked: string[] = [];
let created: unknown;
let running: boolean;

/** The registry itself, so to speak. */
const registry = createServer((_, response) => response.end('{}'));
const port = () => (registry.address() as AddressInfo).port;

/** An engine that has the image `there:1`, and can pull others. */
const engine = createServer((request, response) => {
  const url = (request.url ?? '').replace(/\?.*/, '');
  asked.push(`${request.method} ${url}`);
  const answer = (status: number, body: object | string) => {
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  if (url === '/images/there:1/json') answer(200, {});
  else if (url.startsWith('/images/') && request.method === 'GET') answer(404, { message: 'no such image' });
  else if (url === '/images/create') answer(200, '{"status":"Pull complete","id":"abc"}\n');
  else if (url === '/containers/create')
    void json(request).then((body) => {
      created = body;
      answer(201, { Id: 'c1' });
    });
  else if (url === '/containers/c1/start') answer(204, '');
  else if (url === '/containers/c1/logs')
    answer(200, `frame msg="listening on 127.0.0.1:${port()}"\nlast words\n`);
  else if (url === '/containers/c1/json')
    answer(200, {
      State: { Running: running, ExitCode: 1 },
      NetworkSettings: { Ports: { '5000/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port()) }] } },
    });
  else if (request.method === 'DELETE')
    answer(asked.filter((line) => line.startsWith('DELETE')).length > 1 ? 404 : 204, '');
  else answer(500, { message: `unexpected ${url}` });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => engine.listen(socketPath, resolve));
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  running = true;
});
afterAll(async () => {
  for (const server of [engine, registry]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(folder, { recursive: true });
});

const start = (changes: object = {}) =>
  startRegistryContainer(endpoint, {
    image: 'there:1',
    labels: { owner: 'me' },
    hostNetwork: false,
    ...changes,
  });

test('a registry is published on loopback only, and removed with its volume', async () => {
  const started = await start();
  expect(started.host).toBe(`127.0.0.1:${port()}`);
  expect(created).toMatchObject({
    Image: 'there:1',
    Labels: { owner: 'me' },
    Env: expect.arrayContaining(['REGISTRY_HTTP_ADDR=:5000', 'OTEL_TRACES_EXPORTER=none']),
    HostConfig: { PortBindings: { '5000/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } },
  });
  expect(await started.logTail()).toContain('last words');
  await started.close();
  await started.close();
  expect(asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(2);
});

test('on an engine without a network of its own it listens on loopback itself, at a port of its choice', async () => {
  const started = await start({ hostNetwork: true });
  expect(started.host).toBe(`127.0.0.1:${port()}`);
  expect(created).toMatchObject({
    Env: expect.arrayContaining(['REGISTRY_HTTP_ADDR=127.0.0.1:0', 'REGISTRY_HTTP_DEBUG_ADDR=']),
    HostConfig: { NetworkMode: 'host' },
  });
  await started.close();
});

test.each([
  ['there:1', 0],
  ['absent:1', 1],
])('the image %s is pulled %i times', async (image, pulls) => {
  const started = await start({ image });
  await started.close();
  expect(asked.filter((line) => line === 'POST /images/create')).toHaveLength(pulls);
});

describe('a container that does not become a registry is removed', () => {
  const removed = () => asked.includes('DELETE /containers/c1');

  test('when it ends at once', async () => {
    running = false;
    await expect(start()).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringMatching(/ended at once \(exit 1\)[^]*last words/),
    });
    expect(removed()).toBe(true);
  });

  test('when somebody interrupts', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(start({ signal: controller.signal })).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(removed()).toBe(true);
  });
});
