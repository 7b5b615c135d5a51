import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { isHeld } from './is-held.ts';
import { acquireLock } from './lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-held-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = path.join(folder, 'run.lock');

test('a lock is held as long as its holder has it, and looking does not take it', async () => {
  expect(isHeld(file)).toBe(false);
  const lock = await acquireLock(file, { what: 'a test' });
  expect(isHeld(file)).toBe(true);
  await lock.release();
  expect(isHeld(file)).toBe(false);
  await (await acquireLock(file, { what: 'the next' })).release();
});

test('another process holds it until it is killed', async () => {
  const holder = fileURLToPath(new URL('lock-holder.fixture.ts', import.meta.url));
  const child = execa(process.execPath, [holder, file, 'r1'], { reject: false });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(isHeld(file)).toBe(true);
  child.kill('SIGKILL');
  await child;
  expect(isHeld(file)).toBe(false);
});

test('what is no lock, or lies below a file, is not held', () => {
  const text = path.join(folder, 'text');
  writeFileSync(text, 'This is a text, and much longer than the head of a database would be.'.repeat(4));
  expect(isHeld(text)).toBe(false);
  expect(isHeld(path.join(text, 'run.lock'))).toBe(false);
});
