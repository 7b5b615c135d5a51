import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { untilNothingBuilds } from './build-cache.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-nothing-builds-'));
const socketPath = path.join(folder, 'engine.sock');
const docker = new Dockerode({ socketPath });

/** What the engine answers, one after the other; the last for ever. */
let answers: object[];
let asked: (string | undefined)[];
const engine = createServer((request, response) => {
  asked.push(request.url);
  const next = answers.length > 1 ? answers.shift() : answers[0];
  response.writeHead(next === undefined ? 500 : 200).end(JSON.stringify(next ?? { message: 'no such luck' }));
});

beforeAll(() => new Promise<void>((resolve) => engine.listen(socketPath, resolve)));
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
  rmSync(folder, { recursive: true });
});

const records = (...inUse: boolean[]) => ({ BuildCache: inUse.map((InUse) => ({ ID: 'x', InUse })) });

test('it asks for the build cache alone until no record is in use', async () => {
  answers = [records(true, false), records(false, true), records(false, false)];
  expect(await untilNothingBuilds(docker)).toBe(true);
  expect(asked).toEqual(Array(3).fill('/v1.44/system/df?type=build-cache'));
});

test.each([[{ BuildCache: null }], [{ BuildCache: [] }], [{}]])(
  '%o is nothing that builds',
  async (answer) => {
    answers = [answer];
    expect(await untilNothingBuilds(docker)).toBe(true);
  },
);

test('it says so when a build goes on too long, or nobody wants to wait any more', async () => {
  answers = [records(true)];
  expect(await untilNothingBuilds(docker, { timeoutMs: 60 })).toBe(false);
  expect(await untilNothingBuilds(docker, { signal: AbortSignal.abort() })).toBe(false);
});

test('an engine that refuses is an error of the catalogue', async () => {
  answers = [];
  await expect(untilNothingBuilds(docker)).rejects.toMatchObject({ code: 'ENGINE_REQUEST' });
});
