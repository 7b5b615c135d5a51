import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { AppendFile } from './append-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-append-'));
const file = path.join(folder, 'rows.csv');
afterEach(() => {
  rmSync(file, { force: true });
});
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

async function appender(): Promise<AppendFile> {
  const opened = await AppendFile.create(file, 'head\n');
  onTestFinished(() => opened.close());
  return opened;
}

test('what was appended can be read before the file is closed', async () => {
  const rows = await appender();
  expect(readFileSync(file, 'utf8')).toBe('head\n');
  await rows.append('one\n');
  await rows.append('two\n');
  expect(readFileSync(file, 'utf8')).toBe('head\none\ntwo\n');
});

test('a file that is there is never written over', async () => {
  writeFileSync(file, 'measured yesterday');
  await expect(AppendFile.create(file, 'head\n')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(file, 'utf8')).toBe('measured yesterday');
});
