import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DockerEndpoint } from './connect/endpoint.ts';
import { DockerEngine } from './docker-engine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-engine-'));
const socket = path.join(folder, 'engine.sock');
let version = { Version: '20.10.24', ApiVersion: '1.41' };
const answers: Readonly<Record<string, () => unknown>> = {
  '/version': () => version,
  '/info': () => ({ ID: 'old one', Driver: 'overlay2', NCPU: 2, MemTotal: 8e9 }),
  '/networks': () => [{ Driver: 'bridge' }],
};
const server = createServer(({ url = '' }, response) => {
  const answer = answers[url.split('?')[0] ?? ''];
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer?.() ?? { message: `no ${url}` }));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(socket, resolve)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** In this folder lies a docker CLI, with a buildx that is new enough. */
const clients = path.join(folder, 'bin');
mkdirSync(clients);
writeFileSync(path.join(clients, 'docker'), '#!/bin/sh\necho github.com/docker/buildx v0.29.1\n', {
  mode: 0o755,
});
const endpointWith = (searched: string): DockerEndpoint => ({
  ...{ host: `unix://${socket}`, environment: { PATH: searched }, builder: 'default' },
});

describe.each([
  ['too old', clients, { Version: '20.10.24', ApiVersion: '1.41' }, 'ENGINE_TOO_OLD'],
  ['without buildx', folder, { Version: '28.5.2', ApiVersion: '1.51' }, 'BUILDX_MISSING'],
])('an engine that is %s', (_, searched, found, code) => {
  const endpoint = endpointWith(searched);
  beforeAll(() => {
    version = found;
  });

  test('is refused where it is to build', async () => {
    await expect(DockerEngine.connect('docker', endpoint)).rejects.toMatchObject({ code });
  });

  test('is good enough where an image is read: it tells what it is, and what it has', async () => {
    const engine = await DockerEngine.connect('docker', endpoint, 'reading');
    expect(await engine.info()).toMatchObject({ id: 'old one', version: found.Version, buildxVersion: '' });
    expect(await engine.inspectImage('nope:1')).toBeUndefined();
  });
});

test('an engine that does not answer is unreachable, whatever it is wanted for', async () => {
  const nobody = { ...endpointWith(folder), host: `unix://${folder}/nobody.sock` };
  for (const needs of ['building', 'reading'] as const)
    await expect(DockerEngine.connect('docker', nobody, needs)).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: `No engine answers at unix://${folder}/nobody.sock.`,
    });
});
