import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunManifest } from '../../src/domain/run.ts';
import { manifest as fixture } from '../../src/record/manifest.fixture.ts';
import { rootFolder, systemClock, type CommandContext } from '../context.ts';
import { generatedTexts } from '../generated-texts.ts';
import { writeRun } from '../recorded-run.fixture.ts';
import { tables } from './tables.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-tables-'));
  for (const name of [...new Set(generatedTexts.map(({ file }) => file)), 'results/published'])
    cpSync(path.join(rootFolder, name), path.join(root, name), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});
const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const published = (name: string): string => path.join(root, 'results/published/default', name);

/** Writes the tables of a checkout that is a copy, from a run if one is named. */
function write(run?: string): Promise<number> {
  const context = {
    ...{ root, clock: systemClock, environment: {}, stdout: process.stdout, stderr: { write: () => true } },
    signal: new AbortController().signal,
  } as unknown as CommandContext;
  return tables({ check: false, run }, context);
}

/** A run of go/slim with all its files but those that are named. */
function run(changes: Partial<RunManifest>, ...lacking: string[]): string {
  const folder = writeRun(path.join(root, 'results'), {
    ...{ runId: 'r1', times: { 'go/slim/cold': [1000, 1010, 1020] }, manifest: changes },
    images: () => ({ rootfs_bytes: 80_000_000, os_packages: undefined, stop: 'killed' }),
  });
  for (const name of ['steps.csv', 'layers.csv', 'summary.csv']) writeFileSync(path.join(folder, name), '');
  mkdirSync(path.join(folder, 'logs'));
  for (const name of lacking) rmSync(path.join(folder, name));
  return folder;
}

test('a run that is published shows in the pages that are made from it; its logs stay where they are', async () => {
  expect(await write(run({ schema: 3 }))).toBe(0);
  const inside = text('docs/inside.md');
  expect(inside).toMatch(/^\| go +\| slim +\| +83\.0 MB \| +80\.0 MB \| +– \|/m);
  expect(inside).toMatch(/^\| go +\| slim +\| +unknown \|/m);
  expect(inside).toMatch(/^\| go +\| slim +\| +12 ms \| +– \| +– \| killed +\|$/m);
  expect(inside).not.toContain('No run with these figures');
  expect(existsSync(published('layers.csv'))).toBe(true);
  expect(existsSync(published('logs'))).toBe(false);
});

test('a run of before layers were recorded is published without them, and the page says that it lacks the figures', async () => {
  expect(await write(run({ schema: 2 }, 'layers.csv'))).toBe(0);
  expect(existsSync(published('layers.csv'))).toBe(false);
  expect(text('docs/inside.md').match(/No run with these figures/g)).toHaveLength(3);
});

describe('is not published, and what was before stays', () => {
  test.each<[string, Partial<RunManifest>, string[]]>([
    ['a run that lacks a file it should have', { schema: 3 }, ['layers.csv']],
    ['a run of the fake engine', { schema: 3, engine: { ...fixture.engine, kind: 'fake' } }, []],
    ['a run that did not come to its end', { schema: 3, outcome: 'interrupted' }, []],
  ])('%s', async (_, changes, lacking) => {
    const before = readFileSync(published('run.json'), 'utf8');
    await expect(write(run(changes, ...lacking))).rejects.toMatchObject({ code: 'NO_RUN' });
    expect(readFileSync(published('run.json'), 'utf8')).toBe(before);
  });
});
