import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppContainer } from './containers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-containers-'));
const socketPath = path.join(folder, 'engine.sock');

/** What an engine is asked to create: https://docs.docker.com/reference/api/engine/version/v1.44/#tag/Container/operation/ContainerCreate */
interface Created {
  readonly Env: readonly string[];
  readonly HostConfig: { readonly NetworkMode?: string; readonly PortBindings?: unknown };
}

let created: Created;
const engine = createServer((request, response) => {
  void json(request).then((body) => {
    created = body as Created;
    response.writeHead(201).end(JSON.stringify({ Id: 'c1' }));
  });
});

beforeAll(() => new Promise<void>((resolve) => engine.listen(socketPath, resolve)));
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const create = (hostNetwork: boolean) =>
  createAppContainer(new Docker({ socketPath }), { image: 'app:1', port: 8080, labels: {} }, hostNetwork);

test('in the network of the host an app is told to listen on the loopback only, on a free port', async () => {
  await create(true);
  expect(created.HostConfig.NetworkMode).toBe('host');
  expect(created.Env).toEqual(['HOST=127.0.0.1', expect.stringMatching(/^PORT=\d{4,5}$/)]);
});

test('in a network of its own it listens on all addresses, and is published on the loopback', async () => {
  await create(false);
  expect(created.Env).toEqual(['PORT=8080']);
  expect(created.HostConfig.PortBindings).toEqual({ '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] });
});
