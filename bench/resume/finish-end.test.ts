import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunManifest } from '../../src/record/manifest.ts';
import { lockRunFolder } from '../../src/record/run-folder/lock-run-folder.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';
import { finishEnds } from '../../src/record/run-folder/finish-end.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-end-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});
const older = '20260101T000000000Z-0001';
const newer = '20260102T000000000Z-0002';

/** A run that says that it is complete, in the state of one that was killed right after. */
function killedAtItsEnd(runId: string, manifest: Partial<RunManifest> = {}): string {
  const folder = writeRun(results, { runId, times: { 'go/slim/cold': [1000] }, manifest });
  mkdirSync(path.join(folder, 'apps', 'go'), { recursive: true });
  writeFileSync(path.join(folder, 'apps', 'go', 'main.go'), '');
  writeFileSync(path.join(folder, 'run.lock'), '');
  writeFileSync(path.join(folder, 'run.lock.json'), '{"pid":1}');
  return folder;
}
const latest = (): string => readlinkSync(path.join(results, 'latest'));
const resume = (...run: string[]) => stagebench(['run', '--resume', ...run, '--results', results]);

describe('a run that was killed after it was complete', () => {
  test('comes to its end with --resume, by whichever name; once more there is nothing left', async () => {
    const folder = killedAtItsEnd(newer);
    const { exitCode, stderr } = await resume();
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`run ${newer} is complete; `);
    expect(stderr).toContain('latest points to it');
    expect(readdirSync(folder).toSorted()).toEqual(['builds.csv', 'images.csv', 'run.json']);
    expect(latest()).toBe(newer);
    expect((await resume()).exitCode).toBe(2);
    expect((await resume(newer)).stderr).toContain('error NOTHING_TO_RESUME');
  });

  test('of which cells were missing still says so', async () => {
    killedAtItsEnd(newer, { outcome: 'incomplete' });
    expect((await resume(newer)).exitCode).toBe(1);
  });

  test('does not take the name of a newer one', async () => {
    killedAtItsEnd(older);
    writeRun(results, { runId: newer, times: { 'go/slim/cold': [1000] } });
    symlinkSync(newer, path.join(results, 'latest'));
    expect((await resume(older)).exitCode).toBe(0);
    expect(latest()).toBe(newer);
  });

  test('is brought to its end by the next run, too; one that somebody works on, or that is not finished, is left alone', async () => {
    killedAtItsEnd(older);
    const worked = killedAtItsEnd(newer);
    const unfinished = killedAtItsEnd('20260103T000000000Z-0003', { outcome: 'interrupted' });
    const held = await lockRunFolder(worked, { what: 'a run', runId: newer });
    expect(await finishEnds(results, () => new Date(0))).toEqual([
      expect.stringContaining(`run ${older} is complete`),
    ]);
    await held[Symbol.asyncDispose]();
    expect(latest()).toBe(older);
    expect(existsSync(path.join(results, older, 'apps'))).toBe(false);
    expect(existsSync(path.join(worked, 'apps'))).toBe(true);
    expect(existsSync(path.join(unfinished, 'apps'))).toBe(true);
  });
});
