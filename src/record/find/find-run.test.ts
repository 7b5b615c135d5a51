import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRun } from './find-run.ts';
import { writeRun } from '../recorded-run.fixture.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-find-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const write = (runId: string): string => writeRun(results, { runId, times: { 'go/slim/cold': [1000] } });

describe('a run is found by', () => {
  test('its id', async () => {
    const folder = write('r1');
    expect(await findRun('r1', results)).toBe(folder);
  });

  test('its folder', async () => {
    const folder = write('r1');
    expect(await findRun(folder, 'elsewhere')).toBe(folder);
    expect(await findRun(path.relative('.', folder), 'elsewhere')).toBe(folder);
  });

  test('latest, which is also what is meant if none is named', async () => {
    symlinkSync(write('r1'), path.join(results, 'latest'));
    expect(await findRun('latest', results)).toBe(path.join(results, 'latest'));
    expect(await findRun(undefined, results)).toBe(path.join(results, 'latest'));
  });
});

describe('a run that is not there', () => {
  test.each(['2026-1l', 'FOLDER'])('is an error that names the nearest: %s', async (name) => {
    write('2026-11');
    write('2025-01');
    const named = name === 'FOLDER' ? path.join(results, '2026-1l') : name;
    await expect(findRun(named, results)).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      message: 'There is no run "2026-1l". Did you mean "2026-11"? There are: 2026-11, 2025-01.',
      where: results,
    });
  });

  test('of many only the nearest are named', async () => {
    for (const digit of '12345678') write(`r${digit}`);
    await expect(findRun('r0', results)).rejects.toThrow('There are: r1, r2, r3, r4, r5 and 3 more.');
  });

  test('is left to whoever reads it, where there are no runs at all', async () => {
    expect(await findRun('r1', results)).toBe(path.join(results, 'r1'));
  });
});
