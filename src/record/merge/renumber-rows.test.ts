import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renumberedRows } from './renumber-rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-rows-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const head = 'run_id,sequence,reason\n';
const rows = async (text: string, by?: number): Promise<string> => {
  const file = path.join(folder, 'builds.csv');
  writeFileSync(file, text);
  let all = '';
  for await (const piece of renumberedRows(file, head, by)) all += piece;
  return all;
};

test.each<[string, string, string]>([
  ['rows', 'r1,1,\nr1,2,x\n', 'r1,11,\nr1,12,x\n'],
  ['a field with the end of a line', 'r1,1,"a\n9,9,""b"""\nr1,2,\n', 'r1,11,"a\n9,9,""b"""\nr1,12,\n'],
  ['a field with a carriage return', 'r1,1,"a\r\nb"\n', 'r1,11,"a\r\nb"\n'],
  ['no rows', '', ''],
])('%s keep everything but their numbers', async (_, before, after) => {
  expect(await rows(head + before, 10)).toBe(after);
});

test('rows that have no number stay as they are', async () => {
  expect(await rows(`${head}r1,go,slim\n`)).toBe('r1,go,slim\n');
});

test.each([
  ['other columns', 'run_id,round\nr1,1\n', 'line 1: it has other columns'],
  ['no head', '', 'line 1: it has other columns'],
  ['a row of another kind', `${head}r1,one,\n`, 'a row begins with "r1,one,"'],
])('refuses %s', async (_, text, said) => {
  await expect(rows(text, 1)).rejects.toMatchObject({
    code: 'RESULTS_UNREADABLE',
    message: expect.stringContaining(said),
  });
});
