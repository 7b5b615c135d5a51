import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FakeClock } from '../engine/fake/fake-clock.ts';
import type { LockPurpose } from '../lock/lock.ts';
import { engineLock } from './engine-lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-engine-lock-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const lock = (purpose: LockPurpose) =>
  engineLock({ id: 'a/b', kind: 'docker' }, purpose, {
    environment: { XDG_CACHE_HOME: folder },
    clock: new FakeClock(),
  });

test.each<[LockPurpose, RegExp]>([
  [
    { what: 'a run', runId: 'r1-1f3a' },
    /^Run r1-1f3a \(process \d+, since 20.*\) is measuring on this engine/,
  ],
  [{ what: 'stagebench clean' }, /^Process \d+ \(stagebench clean, since 20.*\) is at work on this engine/],
])('who comes second is told what is done: %o', async (purpose, message) => {
  await using held = await lock(purpose);
  expect(held.note.pid).toBe(process.pid);
  await expect(lock({ what: 'the second' })).rejects.toMatchObject({ code: 'ENGINE_BUSY' });
  await expect(lock({ what: 'the second' })).rejects.toThrow(message);
});
