import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { FakeClock } from '../engine/fake/fake-clock.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { lockRunFolder } from '../record/run-folder/lock-run-folder.ts';
import { endLeftovers } from './end-leftovers.ts';

const request = { contextDir: '.', dockerfile: 'Dockerfile', tag: 'stagebench/go-slim:r1', bases: new Map() };
/** Nothing is ever looked for in the user's own. */
const cache = mkdtempSync(path.join(tmpdir(), 'stagebench-leftovers-'));
afterAll(() => {
  rmSync(cache, { recursive: true });
});

/** An engine on which these runs have a container each, r1 and r2 a build that goes on, and so has a base. */
async function engineWith(
  runIds: readonly string[],
  { kind = 'docker', stillBuilding = false, killedIn = {}, holder = 'r9' } = {},
) {
  const engine: Engine = new FakeEngine();
  const did: string[] = [];
  await engine.build({ ...request, labels: {} });
  for (const runId of runIds)
    await engine.createContainer({ image: request.tag, port: 1, labels: { 'stagebench.container': runId } });
  const builds = ['stagebench.run=r1', 'stagebench.run=r2', 'stagebench.base'];
  engine.endBuilds = async (labels: readonly string[]) => {
    did.push(`end ${labels.join(', ')}`);
    return { ended: builds.filter((label) => labels.includes(label)), stillBuilding };
  };
  const end = async (...killed: string[]) => {
    const lock = {
      ...{ note: { pid: 1, since: '', what: 'a run', runId: holder }, killed, killedIn },
      leftoversEnded: () => void did.push('forgotten'),
    };
    const context = {
      ...{ environment: { XDG_CACHE_HOME: cache }, clock: new FakeClock() },
      signal: new AbortController().signal,
    };
    const info = { kind: kind as 'docker' | 'private' };
    await endLeftovers(lock, engine, info, context, (text) => void did.push(text));
    return did;
  };
  const containers = async () => (await engine.containersWithLabel('stagebench.container')).length;
  return { end, containers };
}

test("a killed run's build is ended, its container removed, and somebody told", async () => {
  const { end, containers } = await engineWith(['r1', 'alive']);
  expect(await end('r1')).toEqual([
    'end stagebench.run=r1',
    'ended a build that the killed run r1 left behind',
    'removed a container that the killed run r1 left behind',
    'forgotten',
  ]);
  expect(await containers()).toBe(1);
});

test('a killed run that somebody else goes on with is left alone, and who goes on with it himself is not stopped', async () => {
  const folder = path.join(cache, 'r1');
  mkdirSync(folder);
  const held = await lockRunFolder(folder, { what: 'a run', runId: 'r1' });
  const killedIn = { r1: folder, r2: path.join(cache, 'gone') };
  const { end, containers } = await engineWith(['r1', 'r2'], { killedIn });
  expect(await end('r1', 'r2')).toEqual([
    'run r1 was killed and is being resumed: its containers and images stay',
    'end stagebench.run=r2',
    'ended a build that the killed run r2 left behind',
    'removed a container that the killed run r2 left behind',
    'forgotten',
  ]);
  expect(await containers()).toBe(1);
  const resumed = await engineWith(['r1'], { killedIn, holder: 'r1' });
  expect(await resumed.end('r1')).toContain('ended a build that the killed run r1 left behind');
  await held[Symbol.asyncDispose]();
  expect(await (await engineWith(['r1'], { killedIn })).end('r1')).toContain(
    'removed a container that the killed run r1 left behind',
  );
});

test('builds of several killed runs are ended together, so that the engine is waited for once', async () => {
  const { end } = await engineWith([]);
  expect(await end('r1', 'r3', 'r2')).toEqual([
    'end stagebench.run=r1, stagebench.run=r3, stagebench.run=r2',
    'ended a build that the killed run r1 left behind',
    'ended a build that the killed run r2 left behind',
    'forgotten',
  ]);
});

test('a build that goes on after that is not passed over in silence', async () => {
  const { end } = await engineWith([], { stillBuilding: true });
  expect((await end('r1')).slice(-2)).toEqual([
    'another build runs on this engine: it may disturb the times',
    'forgotten',
  ]);
});

test('nothing is said of a killed run that has left nothing', async () => {
  const { end } = await engineWith([]);
  expect(await end('r3')).toEqual(['end stagebench.run=r3', 'forgotten']);
});

test("where nobody was killed nothing of the user's engine is touched", async () => {
  const { end, containers } = await engineWith(['alive']);
  expect(await end()).toEqual([]);
  expect(await containers()).toBe(1);
});

test.each([[[]], [['r3']]])(
  'on the private engine, which is ours alone, a build of a base is ended, whose ever it was: killed runs %o',
  async (killed) => {
    const { end } = await engineWith([], { kind: 'private' });
    expect(await end(...killed)).toEqual([
      `end ${[...killed.map((runId) => `stagebench.run=${runId}`), 'stagebench.base'].join(', ')}`,
      'ended the build of a base: the command that started it was killed',
      'forgotten',
    ]);
  },
);
