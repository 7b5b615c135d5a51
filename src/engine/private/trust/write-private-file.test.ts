import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writePrivateFile } from './write-private-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-private-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(['new', 'there'])('only its user reads a file that was %s', async (name) => {
  const file = path.join(folder, name);
  if (name === 'there') writeFileSync(file, 'longer than what comes', { mode: 0o644 });
  await writePrivateFile(file, 'text');
  expect(readFileSync(file, 'utf8')).toBe('text');
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
});
