import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeEngine } from '../../../src/engine/fake/fake-engine.ts';
import { acquireLock } from '../../../src/lock/lock.ts';
import { engineLockFile } from '../../../src/lease/engine-lock.ts';
import { rootFolder, systemClock, type CommandContext } from '../../context.ts';
import { definitions } from '../../registry.ts';
import { check } from './measuring.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-measuring-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const contextOf = (environment: NodeJS.ProcessEnv): CommandContext => ({
  ...{ root: rootFolder, definitions, clock: systemClock, environment },
  ...{ stdout: process.stdout, stderr: process.stderr, signal: new AbortController().signal },
});

test('a run that has the engine is named, until it has ended', async () => {
  const engine = new FakeEngine();
  const environment = { XDG_CACHE_HOME: folder };
  const { id } = await engine.info();
  const told = () => check.find({ asked: { engine, tags: [] }, context: contextOf(environment) });
  expect(await told()).toEqual([]);
  {
    await using lock = await acquireLock(engineLockFile(id, environment), { what: 'a run', runId: 'first' });
    expect(lock.note.pid).toBe(process.pid);
    expect(await told()).toMatchObject([{ state: 'note', found: 'run first has the engine now' }]);
  }
  expect(await told()).toEqual([]);
});

test('no engine that can be asked, nothing to say', async () => {
  expect(await check.find({ asked: { tags: [] }, context: contextOf({}) })).toEqual([]);
});
