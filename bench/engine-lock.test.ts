import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from './context.ts';
import { engineLock } from './engine-lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-engine-lock-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const lock = (work: string) =>
  engineLock({ id: 'a/b' }, work, { environment: { XDG_CACHE_HOME: folder }, clock: systemClock });

test.each([
  [
    '20261123T130415123Z-1f3a',
    /^Run 20261123T130415123Z-1f3a \(process \d+, since 20.*\) is measuring on this engine/,
  ],
  ['clean', /^Process \d+ \(stagebench clean, since 20.*\) is at work on this engine/],
  ['bases build', /^Process \d+ \(stagebench bases build, since 20.*\) is at work on this engine/],
])('who comes second is told what is done: %s', async (work, message) => {
  await using held = await lock(work);
  expect(held.note.pid).toBe(process.pid);
  await expect(lock('second')).rejects.toMatchObject({ code: 'ENGINE_BUSY' });
  await expect(lock('second')).rejects.toThrow(message);
});
