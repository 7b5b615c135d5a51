import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plantFiles } from './copy-apps.ts';

test('so many files of so many bytes lie in the folder, each with a content of its own', async () => {
  const context = mkdtempSync(path.join(tmpdir(), 'stagebench-planted-'));
  onTestFinished(() => rmSync(context, { recursive: true }));
  await plantFiles(context, [{ folder: 'node_modules/left-pad', files: 3, bytes: 50 }]);
  const folder = path.join(context, 'node_modules', 'left-pad');
  const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(texts.map(({ length }) => length)).toEqual([50, 50, 50]);
  expect(new Set(texts).size).toBe(3);
});
