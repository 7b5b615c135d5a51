import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { editApp } from './edit-app.ts';

const written = { 'one.txt': 'first\n', 'two.txt': 'zwei ü\n', 'other.txt': 'not of the edit\n' };
const longAgo = new Date('2020-02-03T04:05:06.789Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-edit-'));
  for (const [name, text] of Object.entries(written)) {
    writeFileSync(path.join(folder, name), text);
    utimesSync(path.join(folder, name), longAgo, longAgo);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Every file of the app: its text and when it was written, to the nanosecond. */
const everything = () =>
  Object.fromEntries(
    readdirSync(folder).map((name) => {
      const file = path.join(folder, name);
      return [name, [readFileSync(file, 'utf8'), statSync(file, { bigint: true }).mtimeNs]];
    }),
  );
const texts = () => Object.fromEntries(Object.entries(everything()).map(([name, [text]]) => [name, text]));

const edit = (changes: Partial<AppEdit> = {}): AppEdit => ({
  kind: 'deps',
  files: ['one.txt', 'two.txt'],
  apply: (file, text, unique) => `${text}${unique} in ${file}\n`,
  ...changes,
});

test('every file of the edit is changed, with its name, its text and what is unique; no other', async () => {
  await editApp(folder, edit(), 'r1-2-3');
  expect(texts()).toEqual({
    'one.txt': 'first\nr1-2-3 in one.txt\n',
    'two.txt': 'zwei ü\nr1-2-3 in two.txt\n',
    'other.txt': 'not of the edit\n',
  });
});

test.each([
  ['Latin-1', Buffer.from('caf\u00e9\n', 'latin1'), 'latin1'],
  ['UTF-16', Buffer.from('\uFEFFcaf\u00e9\n', 'utf16le'), 'utf16le'],
  ['UTF-8', Buffer.from('caf\u00e9\n', 'utf8'), 'utf8'],
] as const)('a file in %s keeps its bytes, and gets the change in the same', async (_, bytes, encoding) => {
  writeFileSync(path.join(folder, 'one.txt'), bytes);
  await editApp(folder, edit({ files: ['one.txt'] }), 'x');
  const change = Buffer.from('x in one.txt\n', encoding);
  expect(readFileSync(path.join(folder, 'one.txt'))).toEqual(Buffer.concat([bytes, change]));
});

test('it looks changed to whoever goes by times', async () => {
  await editApp(folder, edit({ files: ['one.txt'] }), 'x');
  expect(statSync(path.join(folder, 'one.txt')).mtime).not.toEqual(longAgo);
});

test('what is taken back is as it was, texts and times, and nothing is left beside it', async () => {
  const before = everything();
  const undo = await editApp(folder, edit(), 'x');
  expect(everything()).not.toEqual(before);
  await undo();
  expect(everything()).toEqual(before);
});

test('bytes that are no UTF-8 come back as they were, as sha256sum sees them', async () => {
  const bytes = Buffer.from([
    0xef, 0xbb, 0xbf, 0x63, 0x61, 0x66, 0xe9, 0x0a, 0xff, 0xfe, 0x00, 0xc3, 0x0d, 0x0a,
  ]);
  const file = path.join(folder, 'latin1.txt');
  writeFileSync(file, bytes);
  const sum = () => execFileSync('sha256sum', [file], { encoding: 'utf8' });
  const before = sum();
  const undo = await editApp(folder, edit({ files: ['latin1.txt'] }), 'x');
  expect(sum()).not.toBe(before);
  await undo();
  expect(sum()).toBe(before);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('an edit can be made again after it was taken back', async () => {
  const before = everything();
  for (const unique of ['first', 'second']) {
    const undo = await editApp(folder, edit(), unique);
    expect(texts()['one.txt']).toBe(`first\n${unique} in one.txt\n`);
    await undo();
  }
  expect(everything()).toEqual(before);
});

test('a change that cannot be taken back, as of a copy that is gone, is told', async () => {
  const undo = await editApp(folder, edit(), 'x');
  rmSync(folder, { recursive: true });
  await expect(undo()).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: expect.stringContaining(`The deps edit of ${folder} cannot be taken back: ENOENT`),
  });
  mkdirSync(folder);
});

test('so is one of an edit that fails in the middle', async () => {
  const apply = (file: string): string => {
    if (file === 'one.txt') return 'new';
    rmSync(folder, { recursive: true });
    throw new Error('two.txt has no revision to edit');
  };
  await expect(editApp(folder, edit({ apply }), 'x')).rejects.toMatchObject({ code: 'RESULTS_NOT_WRITABLE' });
  mkdirSync(folder);
});

describe('fails with everything as it was', () => {
  test.each<[string, Partial<AppEdit>, string]>([
    ['a file is missing', { files: ['nope.txt'] }, 'ENOENT'],
    [
      'the second file is missing, the first is changed already',
      { files: ['one.txt', 'nope.txt'] },
      'ENOENT',
    ],
    ['it changes nothing', { apply: (_, text) => text }, 'it leaves one.txt as it is'],
    [
      'it changes the first file only',
      { apply: (file, text) => (file === 'one.txt' ? 'new' : text) },
      'it leaves two.txt as it is',
    ],
    [
      'it does not find what it changes in the second file',
      {
        apply: (file) => {
          if (file === 'two.txt') throw new Error('two.txt has no revision to edit');
          return 'new';
        },
      },
      'two.txt has no revision to edit',
    ],
  ])('%s', async (_, changes, reason) => {
    const before = everything();
    await expect(editApp(folder, edit(changes), 'x')).rejects.toMatchObject({
      code: 'EDIT_FAILED',
      message: expect.stringMatching(new RegExp(`^The deps edit of ${folder} failed: .*${reason}`)),
    });
    expect(everything()).toEqual(before);
  });
});
