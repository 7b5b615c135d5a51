import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accept, acceptedEvents } from './accepted.ts';
import { appendNight } from './append-night.ts';
import { checkHistory } from './check-history.ts';
import { night, row, size } from './night-row.fixture.ts';
import { readHistory } from './read-history.ts';

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && (await execa('unshare', ['--mount', 'true'], { reject: false })).exitCode === 0;

let root: string;
let disk: string;
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-disk-'));
  disk = path.join(root, 'disk');
  mkdirSync(disk);
  if (canMount) await execa('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
});
afterEach(async () => {
  if (canMount) await execa('umount', [disk]);
  rmSync(root, { recursive: true });
});

const remount = (options: string) => execa('mount', ['-o', `remount,${options}`, disk]);
/** What lies in a folder, to the byte. */
const contents = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      // The lock is a file without bytes, and stays.
      .filter((name) => name !== 'history.lock')
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );
const refused = (code: string) => ({
  code: 'HISTORY_NOT_WRITABLE',
  message: expect.stringContaining(code) as string,
});

describe.runIf(canMount)('a read-only file system', () => {
  test.each([
    ['that has a history', 'history'],
    ['that has none yet', 'elsewhere'],
  ])('%s is found before the first build, and said again by whoever writes', async (_, name) => {
    await appendNight(path.join(disk, 'history'), [row(night(1))]);
    await remount('ro');
    const folder = path.join(disk, name);
    await expect(checkHistory(folder, root, false)).rejects.toMatchObject(refused('EROFS'));
    await expect(appendNight(folder, [row(night(2))])).rejects.toMatchObject(refused('EROFS'));
    await expect(
      accept(folder, { event: 'x', at: '2026-03-01T02:00:00.000Z', reason: 'y' }),
    ).rejects.toMatchObject(refused('EROFS'));
    expect((await readHistory(path.join(disk, 'history'))).nights).toHaveLength(1);
  });

  test('is no hindrance to reading', async () => {
    await appendNight(disk, [row(night(1)), size(night(1))]);
    await remount('ro');
    expect((await readHistory(disk)).series.size).toBe(2);
    expect(await acceptedEvents(disk)).toEqual([]);
  });
});

describe.runIf(canMount)('a full disk', () => {
  /** Leaves room for so many bytes. */
  function fill(left: number): void {
    const page = 4096;
    writeFileSync(path.join(disk, 'filling'), '');
    for (let bytes = page; ; bytes += page)
      try {
        writeFileSync(path.join(disk, 'filling'), 'x'.repeat(bytes));
      } catch {
        writeFileSync(path.join(disk, 'filling'), 'x'.repeat(bytes - page - Math.ceil(left / page) * page));
        return;
      }
  }

  test.each([
    ['with no room at all', 0],
    ['with room for the note of the lock', 4096],
    ['with room for the beginning of the file', 8192],
  ])('%s: nothing is lost, and the next try works', async (_, left) => {
    const folder = path.join(disk, 'history');
    const many = (number: number) =>
      Array.from({ length: 60 }, (__, place) => row({ ...night(number), strategy: `s${place}` }));
    await appendNight(folder, many(1));
    const before = contents(folder);
    fill(left);
    await expect(appendNight(folder, many(2))).rejects.toMatchObject(refused('ENOSPC'));
    expect(contents(folder)).toEqual(before);
    rmSync(path.join(disk, 'filling'));
    const { history } = await appendNight(folder, many(2));
    expect(history.nights.map(({ runId }) => runId)).toEqual(['n1', 'n2']);
    expect(history.series.size).toBe(60);
    for (const { points } of history.series.values()) expect(points).toHaveLength(2);
  });

  test('loses no decision: what was accepted before stays, and the next try works', async () => {
    const folder = path.join(disk, 'history');
    const at = '2026-03-01T02:00:00.000Z';
    await accept(folder, { event: 'first', at, reason: 'a'.repeat(3000) });
    fill(0);
    await expect(accept(folder, { event: 'second', at, reason: 'b'.repeat(3000) })).rejects.toMatchObject(
      refused('ENOSPC'),
    );
    expect((await acceptedEvents(folder)).map(({ event }) => event)).toEqual(['first']);
    rmSync(path.join(disk, 'filling'));
    await accept(folder, { event: 'second', at, reason: 'b'.repeat(3000) });
    expect((await acceptedEvents(folder)).map(({ event }) => event)).toEqual(['first', 'second']);
  });

  test('of a first night leaves no history that cannot be read', async () => {
    const folder = path.join(disk, 'history');
    fill(0);
    await expect(appendNight(folder, [row(night(1))])).rejects.toMatchObject(refused('ENOSPC'));
    if (existsSync(folder)) expect([...contents(folder).keys()]).toEqual([]);
    expect((await readHistory(folder)).nights).toEqual([]);
  });
});
