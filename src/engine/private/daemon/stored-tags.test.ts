import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedTags } from './stored-tags.ts';

let dataRoot: string;
beforeEach(() => {
  dataRoot = mkdtempSync(path.join(tmpdir(), 'stagebench-tags-'));
});
afterEach(() => {
  rmSync(dataRoot, { recursive: true });
});

function write(text: string): void {
  mkdirSync(path.join(dataRoot, 'image', 'overlay2'), { recursive: true });
  writeFileSync(path.join(dataRoot, 'image', 'overlay2', 'repositories.json'), text);
}

test('the tags of an engine that does not run are those of its own list', async () => {
  write('{"Repositories":{"a":{"a:1":"sha256:1","a:2":"sha256:2"},"b/c":{"b/c:1":"sha256:1"}}}');
  expect(await storedTags({ dataRoot })).toEqual(['a:1', 'a:2', 'b/c:1']);
});

test('an engine that never ran has none', async () => {
  expect(await storedTags({ dataRoot })).toEqual([]);
});

test('what cannot be read says nothing', async () => {
  write('{');
  expect(await storedTags({ dataRoot })).toBeUndefined();
});
