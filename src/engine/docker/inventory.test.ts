import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInventory } from './inventory.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-inventory-'));
const socketPath = path.join(folder, 'engine.sock');
const answers: Readonly<Record<string, unknown>> = {
  '/images/json': [{ Id: 'sha256:2', RepoTags: ['b:1', 'a:1'] }, { Id: 'sha256:1' }],
  '/containers/json': [{ Id: 'c1', State: 'running' }],
  '/volumes': { Volumes: [{ Name: 'v1' }] },
  '/v1.44/system/df?type=build-cache': { BuildCache: [{ ID: 'y' }, { ID: 'x' }] },
};
/** Whatever else is asked for, as the sum of what all images take, is refused. */
const engine = createServer(({ url = '' }, response) => {
  const answer = answers[url] ?? answers[url.split('?')[0] ?? ''];
  response
    .writeHead(answer === undefined ? 500 : 200)
    .end(JSON.stringify(answer ?? { message: `no ${url}` }));
});
beforeAll(() => new Promise<void>((resolve) => engine.listen(socketPath, resolve)));
afterAll(async () => {
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
  rmSync(folder, { recursive: true });
});

test('what is on an engine is listed in order, and its images are not weighed for that', async () => {
  expect(await readInventory(new Dockerode({ socketPath }))).toEqual({
    images: ['sha256:1', 'sha256:2 a:1 b:1'],
    containers: ['c1 running'],
    volumes: ['v1'],
    cacheRecords: ['x', 'y'],
  });
});
