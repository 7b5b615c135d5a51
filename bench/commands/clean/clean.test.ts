import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeEngine } from '../../../src/engine/fake/fake-engine.ts';
import { lockRunFolder } from '../../../src/record/run-folder/lock-run-folder.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';
import { cleanEngine } from './run.ts';

/** The tag of a base while its run pushes it. */
const pushedBase = (runId: string): string => `127.0.0.1:40123/stagebench-transfer/${runId}/base:measured`;

let results: string;
let engine: FakeEngine;
beforeEach(async () => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-clean-'));
  engine = new FakeEngine();
  for (const runId of ['alive', 'dead']) {
    const folder = path.join(results, runId);
    mkdirSync(folder);
    const image = `stagebench/go-slim:${runId}`;
    const labels = { 'stagebench.run': runId, 'stagebench.folder': folder };
    await engine.build({ contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), tag: image, labels });
    await engine.createContainer({ image, port: 1, labels: { 'stagebench.container': runId } });
  }
  await engine.build({
    ...{ contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), labels: {} },
    tag: 'stagebench-base/debian:abc',
  });
  for (const runId of ['alive', 'dead'])
    await engine.tagImage('stagebench-base/debian:abc', pushedBase(runId));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

/** What clean says, and what is left after it. */
async function cleaned(all: boolean) {
  const told: string[] = [];
  await cleanEngine(engine, all, (text) => told.push(text));
  const containers = await Promise.all(
    ['alive', 'dead'].map((runId) => engine.containersWithLabel(`stagebench.container=${runId}`)),
  );
  const { images } = await engine.inventory();
  const tags = images.flatMap((line) => line.split(' ').slice(1)).toSorted();
  return { told, containers: containers.map(({ length }) => length), tags };
}

test('what belongs to a run that is alive stays, whoever’s cache folder has the lock of the engine', async () => {
  const folder = path.join(results, 'alive');
  const held = await lockRunFolder(folder, { what: 'a run', runId: 'alive' });
  expect(await cleaned(true)).toEqual({
    told: [
      `Run alive still runs (${folder}): its containers and images stay.`,
      'The bases stay: a run that still runs needs them.',
      expect.stringMatching(/^Removed 1 containers and \d images \(at most \d B, as the engine counts\)\.$/),
    ],
    containers: [1, 0],
    tags: [pushedBase('alive'), 'stagebench-base/debian:abc', 'stagebench/go-slim:alive'],
  });
  await held[Symbol.asyncDispose]();
  expect(await cleaned(true)).toMatchObject({ containers: [0, 0], tags: [] });
});

test('what runs have left that are not alive goes, also where their folder is gone', async () => {
  rmSync(path.join(results, 'dead'), { recursive: true });
  const { told, containers } = await cleaned(false);
  expect(told).toEqual([
    expect.stringMatching(/^Removed 2 containers and \d images \(at most \d B, as the engine counts\)\.$/),
  ]);
  expect(containers).toEqual([0, 0]);
});

describe('clean --all', () => {
  const { folder, ownProcess } = useFakeCli();
  const bytes = Buffer.alloc(5_000_000, 'x');

  /** A cache folder of 5 MB, and a folder for temporary files that holds 5 MB of a killed process, and things of others. */
  async function cleanAll() {
    const temporary = path.join(folder(), 'tmp');
    const cache = path.join(folder(), 'cache', 'stagebench');
    // No process has this number: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html (pid_max)
    const killed = path.join(temporary, 'stagebench-layers-4194305-abc');
    const foreign = path.join(temporary, 'stagebench-compiled-of-somebody');
    for (const made of [cache, killed, foreign]) {
      mkdirSync(made, { recursive: true, mode: 0o700 });
      writeFileSync(path.join(made, 'content'), bytes);
    }
    const env = { TMPDIR: temporary, NODE_COMPILE_CACHE: undefined };
    const done = await ownProcess(['clean', '--all', '--engine', 'private'], {}, { env });
    return { ...done, cache, temporary, killed, foreign };
  }

  test('says how much it frees where, and what stays; of the folder for temporary files it takes only its own', async () => {
    const { exitCode, stderr, cache, temporary, killed, foreign } = await cleanAll();
    expect(exitCode).toBe(0);
    const lines = stderr.split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(/^Removed .*layers-4194305-abc of killed processes, 5\.0\d MB$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^Removed .*\/cache\/stagebench, 5\.0\d MB$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^Removed .*compiled-\d+ with the compiled program, /),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^The results of your runs stay\./));
    expect([existsSync(cache), existsSync(killed)]).toEqual([false, false]);
    expect(readdirSync(temporary)).toEqual([path.basename(foreign)]);
  });
});
