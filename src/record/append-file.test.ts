import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { AppendFile, type OpenFile } from './append-file.ts';

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

/** A disk that takes what is written, and fails when the third fsync asks for it; it then lets nothing be taken back, or all. */
const failing =
  (takesBack: boolean): OpenFile =>
  async (name, flags) => {
    const handle = await open(name, flags);
    let syncs = 0;
    const eio = () => Promise.reject(Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' }));
    return {
      appendFile: (text) => handle.appendFile(text),
      sync: () => ((syncs += 1) === 3 ? eio() : handle.sync()),
      stat: (() => handle.stat()) as typeof handle.stat,
      truncate: (size) => (takesBack ? handle.truncate(size) : eio()),
      close: () => handle.close(),
    };
  };

describe('what could not be brought to the disk', () => {
  test.each([
    [true, 'head\none\n'],
    [false, 'head\none\ntwo\n'],
  ])(
    'is taken back if that can be done (%s), and is never written a second time',
    async (takesBack, left) => {
      const rows = await AppendFile.create(file, 'head\n', failing(takesBack));
      onTestFinished(() => rows.close());
      await rows.append('one\n');
      await expect(rows.append('two\n')).rejects.toMatchObject({ code: 'EIO' });
      expect(readFileSync(file, 'utf8')).toBe(left);
      await expect(rows.append('two\n')).rejects.toMatchObject({ code: 'EIO' });
      expect(readFileSync(file, 'utf8')).toBe(left);
      expect(await rows.changed()).toBeUndefined();
    },
  );
});

describe('a file that somebody else writes', () => {
  test.each<[string, () => void, string]>([
    ['has more', () => appendFileSync(file, 'x'), 'was changed by somebody else (1 bytes more)'],
    ['has less', () => truncateSync(file, 5), 'was changed by somebody else (4 bytes less)'],
    [
      'is another one',
      () => {
        writeFileSync(`${file}.new`, readFileSync(file));
        renameSync(`${file}.new`, file);
      },
      'was replaced',
    ],
    ['is not there', () => rmSync(file), 'was removed'],
  ])('and that %s is told from our own; nothing more is written', async (_, change, what) => {
    const rows = await appender();
    await rows.append('one\n');
    expect(await rows.changed()).toBeUndefined();
    change();
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    const told = { code: 'ROWS_CHANGED', message: `${file} ${what} while the run went on.` };
    expect(await rows.changed()).toMatchObject(told);
    await expect(rows.append('two\n')).rejects.toMatchObject(told);
    expect(statSync(file, { throwIfNoEntry: false })?.size).toBe(size);
  });
});
