import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireLock } from '../../src/lock/lock.ts';
import { lockRunFolder } from '../../src/record/run-folder/lock-run-folder.ts';
import { expectAsUncut, usePlaces, type Place } from './place.fixture.ts';

const place = usePlaces();

const options = ['--rounds', '1', '--scenarios', 'cold'];

async function killed(): Promise<Place> {
  const at = place();
  expect((await at.start(options, { killedBuild: 2 })).ended).toBe('SIGKILL');
  return at;
}

/** Every file of the run, as it lies there. */
const files = (at: Place): string[] =>
  ['run.json', 'builds.csv', 'steps.csv', 'images.csv'].map((name) => readFileSync(at.file(name), 'utf8'));

describe.concurrent('a run does not go on', { timeout: 120_000 }, () => {
  test.each([
    [
      'on an engine of another version',
      /"0\.0\.0-fake"/,
      '"0.0.1"',
      'the engine was fake 0.0.1 and is fake 0.0.0-fake',
    ],
    [
      'on a base of another digest',
      /"digest": "sha256:0{64}"/,
      '"digest": "sha256:1"',
      'was sha256:1 and is sha256:0',
    ],
  ])('%s, and nothing of it is touched', async (_, is, was, change) => {
    const at = await killed();
    writeFileSync(at.file('run.json'), readFileSync(at.file('run.json'), 'utf8').replace(is, was));
    const before = files(at);
    const { ended, stderr } = await at.resume();
    expect([ended, stderr]).toEqual([2, expect.stringContaining('error RESUME_REFUSED: Run 2')]);
    expect(stderr).toContain(change);
    expect(files(at)).toEqual(before);
  });

  test('while it is still going on: the lock of its engine says so', async () => {
    const at = await killed();
    const before = files(at);
    const lock = path.join(at.folder, 'cache', 'stagebench', 'locks', 'engine-fake.lock');
    await using held = await acquireLock(lock, { what: 'a run', runId: 'the-same-run' });
    const { ended, stderr } = await at.resume();
    expect([ended, stderr]).toEqual([2, expect.stringContaining('error ENGINE_BUSY: Run the-same-run')]);
    expect(files(at)).toEqual(before);
    await held.release();
    expect((await at.resume()).ended).toBe(0);
    await expectAsUncut(at, options);
  });

  test('while somebody with another cache folder works on it: the lock of its folder says so', async () => {
    const at = await killed();
    const before = files(at);
    const held = await lockRunFolder(path.dirname(at.file('run.json')), { what: 'a run', runId: 'r1' });
    const { ended, stderr } = await at.resume();
    expect([ended, stderr]).toEqual([
      2,
      expect.stringContaining(`error RUN_IN_USE: Process ${process.pid} (a run, since `),
    ]);
    expect(files(at)).toEqual(before);
    await held[Symbol.asyncDispose]();
    expect((await at.resume()).ended).toBe(0);
    await expectAsUncut(at, options);
  });
});
