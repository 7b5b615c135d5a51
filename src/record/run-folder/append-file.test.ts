import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { AppendFile, fileDigest, type OpenFile } from './append-file.ts';

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

/** Writes over bytes of the file where they stand; then it has the time that is given, or that it had. */
function overwrite(text: string, time: Date | undefined): void {
  const { atime, mtime } = statSync(file);
  writeFileSync(file, text, { flag: 'r+' });
  utimesSync(file, atime, time ?? mtime);
}

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
      stat: (options) => handle.stat(options),
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
    [
      'has other bytes, as many as before',
      () => {
        overwrite('hEad', new Date(0));
      },
      'was changed by somebody else (as long as before)',
    ],
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

test('other bytes with the time of before are found when all are looked at', async () => {
  const rows = await appender();
  overwrite('hEad', undefined);
  expect(await rows.changed({ thorough: true })).toMatchObject({ code: 'ROWS_CHANGED' });
});

test('a file that was only touched goes on: another time, mode, or name beside its own', async () => {
  const rows = await appender();
  for (const touch of [
    () => utimesSync(file, new Date(0), new Date(0)),
    () => chmodSync(file, 0o644),
    () => linkSync(file, `${file}.link`),
    () => rmSync(`${file}.link`),
  ]) {
    touch();
    expect(await rows.changed()).toBeUndefined();
    await rows.append('row\n');
  }
  expect(readFileSync(file, 'utf8')).toBe(`head\n${'row\n'.repeat(4)}`);
  expect(await rows.changed({ thorough: true })).toBeUndefined();
});

describe('a file that is opened again', () => {
  const reopen = async (read: string, keep: number) => {
    const rows = await AppendFile.reopen(file, { keep, digest: fileDigest(Buffer.from(read)) }, 'head\n');
    onTestFinished(() => rows.close());
    return rows;
  };

  test('goes on behind what is kept of it, and knows what that was', async () => {
    writeFileSync(file, 'head\none\ntw');
    const rows = await reopen('head\none\ntw', 'head\none\n'.length);
    await rows.append('two\n');
    expect(readFileSync(file, 'utf8')).toBe('head\none\ntwo\n');
    expect(await rows.changed({ thorough: true })).toBeUndefined();
    overwrite('head\nONE', new Date(0));
    expect(await rows.changed()).toMatchObject({ code: 'ROWS_CHANGED' });
  });

  test.each(['head\none\ntwo\nthree\n', 'head\n', 'head\nONE\ntwo\n'])(
    'is cut nowhere if it is not what was read: %j',
    async (now) => {
      writeFileSync(file, now);
      await expect(reopen('head\none\ntwo\n', 9)).rejects.toMatchObject({
        code: 'ROWS_CHANGED',
        message: `${file} was changed by somebody else after it was read.`,
      });
      expect(readFileSync(file, 'utf8')).toBe(now);
    },
  );

  test('is made, for its user alone, if it is not there', async () => {
    await reopen('', 0);
    expect(readFileSync(file, 'utf8')).toBe('head\n');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });
});
