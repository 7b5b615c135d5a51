import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acquireLock, type LockPurpose } from '../../src/lock/lock.ts';
import { fakeProgram } from '../../src/inspect/scan/fake-program.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { madeLayer, savedImages } from './saved-image.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-inspect-'));
const socket = path.join(folder, 'engine.sock');
const image = { tag: 'app:1', layers: [{ 'usr/bin/bash': 'b'.repeat(100) }, { 'app/x': 'x' }], user: 'node' };

const asked: string[] = [];
/** What an engine of long ago answers that has one image. */
const server = createServer(({ method = '', url = '' }, response) => {
  asked.push(`${method} ${url}`);
  void answer(url, response);
});
async function answer(url: string, response: ServerResponse): Promise<void> {
  const json = (body: object, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const layers = await Promise.all(image.layers.map(madeLayer));
  const place = decodeURIComponent(url.split('?')[0] ?? '');
  if (place === '/version') json({ Version: '17.03.0', ApiVersion: '1.26' });
  else if (place === '/info') json({ ID: 'an/old:one', Driver: 'aufs' });
  else if (place === '/networks') json([{ Driver: 'bridge' }]);
  else if (place === '/images/app:1/history') json(layers.map(() => ({})));
  else if (place === '/images/app:1/json') {
    json({
      ...{ Id: `sha256:${'0'.repeat(64)}`, Os: 'linux', Architecture: 'amd64', Size: 1 },
      ...{ RootFS: { Layers: layers.map(({ diffId }) => diffId) }, Config: { User: 'node' } },
    });
  } else if (place === '/images/get') response.writeHead(200).end(await savedImages(image));
  else json({ message: `no such image: ${place}` }, 404);
}
beforeAll(() => new Promise<void>((resolve) => server.listen(socket, resolve)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const cache = path.join(folder, 'cache');
const inspect = (...words: string[]) =>
  stagebench(['inspect', ...words], { XDG_CACHE_HOME: cache, DOCKER_HOST: `unix://${socket}` });
const lockFile = (engine: string): string => path.join(cache, 'stagebench', 'locks', `engine-${engine}.lock`);

describe('an image of an engine', () => {
  test('is read without buildx and from any Docker: all that is asked for is the image', async () => {
    const { exitCode, stdout, stderr } = await inspect('app:1', '--engine', 'docker', '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    // A block for the header, one for the content, two at the end; twice.
    expect(JSON.parse(stdout)).toMatchObject([
      { image: 'app:1', size_bytes: 4096, rootfs_bytes: 101, user: 'node', names_found: 'bash' },
    ]);
    expect(asked.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  test('is asked for before all else, once: an engine prepares it for seconds', async () => {
    const before = asked.length;
    await inspect('app:1', '--engine', 'docker');
    const requests = asked.slice(before).map((request) => request.replace(/\?.*/, ''));
    expect(requests.filter((request) => request === 'GET /images/get')).toHaveLength(1);
    // A connection of before is faster than a new one, so the first question may overtake it.
    expect(requests.indexOf('GET /images/get')).toBeLessThan(2);
    expect(requests.indexOf('GET /images/get')).toBeLessThan(requests.indexOf('GET /info'));
  });

  test('is that of the user’s engine, if nothing else is said', async () => {
    const { exitCode, stdout } = await inspect('app:1');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^size +4\.10 kB$/m);
  });

  test('is scanned by the image of the scanner, if that engine has one', async () => {
    const bin = mkdtempSync(path.join(folder, 'bin-'));
    const docker = fakeProgram(bin, 'docker', ':');
    const { stdout } = await stagebench(['inspect', 'app:1', '--scan', 'trivy', '--json'], {
      ...{ PATH: bin, XDG_CACHE_HOME: path.join(bin, 'cache'), DOCKER_HOST: `unix://${socket}` },
    });
    expect(JSON.parse(stdout)).toMatchObject([
      { scan: 'not scanned', scan_reason: expect.stringContaining('the engine has no image of it') },
    ]);
    expect(docker.calls().map(([command]) => command)).toEqual(['image']);
    expect(docker.wrote('environment')).toContain(`DOCKER_HOST=unix://${socket}`);
  });

  test('that it does not have is an error that names it, and the engine that was asked', async () => {
    const { exitCode, stdout, stderr } = await inspect('ap:1');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^error IMAGE_NOT_FOUND: The engine has no image ap:1\.\n {2}where: the docker engine\n {2}what to do: /,
    );
  });

  test.each(['1e5012345678', '012345678901', '123456789012'])(
    'is asked for as it was typed, also by an id of digits: %s',
    async (id) => {
      expect((await inspect(id)).stderr).toContain(`The engine has no image ${id}.`);
    },
  );
});

test('the fake engine has no images: it keeps none from one process to the next', async () => {
  const { exitCode, stderr } = await inspect('stagebench/go-slim:r1', '--engine', 'fake');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^error IMAGE_NOT_FOUND: The engine has no image stagebench\/go-slim:r1\.\n {2}where: the fake engine\n/,
  );
});

test('an engine that is not provisioned is not started, and says so', async () => {
  const { exitCode, stderr } = await inspect('app:1', '--engine', 'private');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('error NOT_PROVISIONED: ');
});

describe('while a run measures on the engine', () => {
  test('an image is read all the same, and it is said what that costs the run', async () => {
    await using lock = await acquireLock(lockFile('an_old_one'), { what: 'a run', runId: 'r7' });
    const { exitCode, stderr } = await inspect('app:1');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('Run r7 is measuring on this engine: reading images now disturbs its times.\n');
    expect(lock.note.pid).toBe(process.pid);
  });

  test.each<[string, string, LockPurpose]>([
    ['somebody only builds bases there', 'an_old_one', { what: 'stagebench bases build' }],
    ['the run is on another engine', 'another', { what: 'a run', runId: 'r7' }],
  ])('nothing is said where %s', async (_, engine, purpose) => {
    await using lock = await acquireLock(lockFile(engine), purpose);
    expect([lock.note.what, (await inspect('app:1')).stderr]).toEqual([purpose.what, '']);
  });

  test('it takes no lock itself', async () => {
    rmSync(path.join(cache, 'stagebench', 'locks'), { recursive: true, force: true });
    await inspect('app:1');
    expect(readdirSync(path.join(cache, 'stagebench'))).toEqual(['layers']);
  });
});
