import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkWritable, couldBeWritten } from './check-writable.ts';
import { pointLatest } from './point-latest.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-latest-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});
const latest = (): string => path.join(results, 'latest');

test('of many runs that end at once each moves latest, and none is in the way of another', async () => {
  const runs = Array.from({ length: 200 }, (_, index) => path.join(results, `r${index}`));
  const moved = await Promise.allSettled(runs.map((run) => pointLatest(run, 'docker')));
  expect(moved.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(readlinkSync(latest())).toMatch(/^r\d+$/);
  expect(readdirSync(results)).toEqual(['latest']);
});

describe.each([
  ['folder', () => mkdirSync(latest())],
  ['file', () => writeFileSync(latest(), 'mine')],
])('where latest is a %s', (what, make) => {
  test('it is told before the first build, and nothing is touched', async () => {
    make();
    const told = { code: 'LATEST_TAKEN', message: expect.stringContaining(`${latest()} is a ${what}`) };
    await expect(checkWritable(results, 'r1')).rejects.toMatchObject(told);
    await expect(couldBeWritten(results)).rejects.toMatchObject(told);
    await expect(pointLatest(path.join(results, 'r1'), 'docker')).rejects.toMatchObject(told);
    expect(readdirSync(results)).toEqual(['latest']);
  });
});
