import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accept } from './accepted.ts';
import { appendNight } from './append-night.ts';
import { checkHistory } from './check-history.ts';
import { line, night, row, size } from './night-row.fixture.ts';
import { historyHead } from './year/fields-of.ts';
import { readHistory } from './read-history.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-history-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (): string => path.join(folder, '2026.csv');
const read = (): string => readFileSync(file(), 'utf8');

test('a file of a year is sorted by the next night where a merge or a clock has put nights behind later ones; rows stay as they are', async () => {
  const rows = [5, 2, 3].map((day) => line.replace('-01T', `-0${day}T`).replace(',n1,', `,n${day},`));
  writeFileSync(file(), historyHead + rows.join(''));
  await appendNight(folder, [row(night(4)), size(night(4))]);
  const [own5 = '', own2 = '', own3 = ''] = rows;
  const lines = read().split('\n');
  expect(lines.slice(1).map((text) => text.split(',')[1])).toEqual(['n2', 'n3', 'n4', 'n4', 'n5', undefined]);
  expect([lines[1], lines[2], lines.at(-2)].map((text) => `${text}\n`)).toEqual([own2, own3, own5]);
  expect(lines[3]).toContain('size_bytes');
});

test('a file of a year that is a link stays one: what it names has the night', async () => {
  await appendNight(folder, [row(night(1))]);
  mkdirSync(path.join(folder, 'big'));
  renameSync(file(), path.join(folder, 'big', '2026.csv'));
  symlinkSync(path.join('big', '2026.csv'), file());
  await appendNight(folder, [row(night(2))]);
  expect(lstatSync(file()).isSymbolicLink()).toBe(true);
  expect(readFileSync(path.join(folder, 'big', '2026.csv'), 'utf8').split('\n')).toHaveLength(4);
});

describe('a folder that holds other things', () => {
  test('and no year is refused, before the first build and later, and stays as it is', async () => {
    writeFileSync(path.join(folder, 'README.md'), '');
    const refused = {
      code: 'NO_HISTORY',
      message: `${folder} holds other things (README.md) and no history.`,
    };
    await expect(checkHistory(folder, folder, false)).rejects.toMatchObject(refused);
    await expect(appendNight(folder, [row()])).rejects.toMatchObject(refused);
    expect(readdirSync(folder)).toEqual(['README.md']);
  });

  test('beside a year, or only what a history writes, is a history', async () => {
    for (const name of ['.gitattributes', '2026.csv.new', 'history.lock.json'])
      writeFileSync(path.join(folder, name), '');
    await accept(folder, { event: 'x', at: '2026-03-01T02:00:00.000Z', reason: 'y' });
    await checkHistory(folder, folder, false);
    await appendNight(folder, [row(night(1))]);
    writeFileSync(path.join(folder, 'README.md'), '');
    await appendNight(folder, [row(night(2))]);
    expect((await readHistory(folder)).nights).toHaveLength(2);
  });
});
