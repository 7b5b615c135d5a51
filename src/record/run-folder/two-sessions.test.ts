import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Resumption } from '../../domain/run/run.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { lockRunFolder, runLockFile } from './lock-run-folder.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from '../read/read-resumable.ts';
import { RunFolder } from './run-folder.ts';

let results: string;
let first: RunFolder;
beforeEach(async () => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-two-'));
  first = await RunFolder.create(results, manifest);
});
afterEach(async () => {
  await first[Symbol.asyncDispose]();
  rmSync(results, { recursive: true });
});
const file = (name: string): string => path.join(results, 'r1', name);
const json = (): string => readFileSync(file('run.json'), 'utf8');
const failed = (sequence: number): Sample => ({
  ...{ startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned', state: 'failed' },
  visit: { sequence, round: sequence, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
  trouble: { code: 'BUILD_FAILED', reason: 'as the test says' },
});
const resumption: Resumption = {
  ...{ at: '2026-01-02T00:00:00.000Z', rows: 0, stagebench: '0.0.0', machine: manifest.machine },
  engineKernel: '6.12.0',
};
const reopened = async () => RunFolder.reopen(await readResumable(first.path), resumption);

describe('a session whose lock was removed by hand, so that a second one goes on with its run', () => {
  beforeEach(() => {
    rmSync(runLockFile(first.path));
  });

  test('is told so, and writes nothing into run.json any more', async () => {
    const second = await reopened();
    const theirs = json();
    const told = { code: 'ROWS_CHANGED', message: expect.stringContaining('run.json was changed') };
    await expect(first.update({ stoppedEarly: ['go/slim/cold'] })).rejects.toMatchObject(told);
    await expect(first.finish([], { outcome: 'complete' })).rejects.toMatchObject(told);
    expect(json()).toBe(theirs);
    expect(readdirSync(first.path)).not.toContain('summary.csv');
    await second.finish([], {});
  });

  test('is told so by the rows of the other one, too', async () => {
    const second = await reopened();
    await second.addVisit([{ sample: failed(1), rawLog: '' }], false);
    await expect(first.update({})).rejects.toMatchObject({
      code: 'ROWS_CHANGED',
      message: expect.stringMatching(/builds\.csv was changed by somebody else \(\d+ bytes more\)/),
    });
    await expect(first.addVisit([{ sample: failed(1), rawLog: '' }], false)).rejects.toMatchObject({
      code: 'ROWS_CHANGED',
    });
    await second.finish([], {});
  });

  test('leaves the second one its lock when it ends', async () => {
    await using stack = new AsyncDisposableStack();
    stack.use(await lockRunFolder(first.path, { what: 'a run', runId: 'r1' }));
    await first[Symbol.asyncDispose]();
    await expect(lockRunFolder(first.path, { what: 'a run', runId: 'r1' })).rejects.toMatchObject({
      code: 'RUN_IN_USE',
    });
  });
});

test('what a session has left that was killed while it wrote run.json is neither read nor kept, and gives no mode', async () => {
  for (const name of ['run.json.new', 'run.json.new-0a1b2c3d']) {
    writeFileSync(file(name), '{"schema":');
    chmodSync(file(name), 0o644);
  }
  await first.update({});
  expect((statSync(file('run.json')).mode & 0o777).toString(8)).toBe('600');
  const second = await reopened();
  await second.finish([], { outcome: 'interrupted' });
  expect(readdirSync(first.path).filter((name) => name.startsWith('run.json'))).toEqual(['run.json']);
});
