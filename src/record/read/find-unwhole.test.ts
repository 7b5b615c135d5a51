import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heads, summaryColumns } from '../csv/columns.ts';
import { toCsv } from '../csv/to-csv.ts';
import { manifest } from '../manifest.fixture.ts';
import { RunFolder } from '../run-folder/run-folder.ts';
import { writeRun } from '../recorded-run.fixture.ts';
import { summaryRow } from '../rows.fixture.ts';
import { findUnwhole } from './find-unwhole.ts';
import { readRun } from './read-run.ts';

let results: string;
beforeEach(async () => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-unwhole-'));
  const plan = { ...manifest.plan, cells: [], variants: [], visits: [] };
  await using folder = await RunFolder.create(results, { ...manifest, schema: 4, plan });
  await folder.finish([], { outcome: 'complete' });
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

test('100,000 steps, some 10 MB, are looked at in a heap of 20 MB', async () => {
  const file = path.join(results, 'r1', 'steps.csv');
  const instruction = 'RUN '.padEnd(60, 'x');
  function* rows() {
    yield heads.steps;
    for (let first = 0; first < 100_000; first += 10_000) {
      const row = (_: unknown, index: number): string =>
        `r1,3,${first + index + 1},,${instruction},false,0.5,1.25,true,,executed\n`;
      yield Array.from({ length: 10_000 }, row).join('');
    }
  }
  await pipeline(rows(), createWriteStream(file));
  const room = (name: string): string => JSON.stringify(path.join(import.meta.dirname, name));
  const program = `
    const { readRun } = await import(${room('read-run.ts')});
    const { findUnwhole } = await import(${room('find-unwhole.ts')});
    console.log(await findUnwhole(await readRun(${JSON.stringify(path.join(results, 'r1'))})));`;
  const words = ['--max-old-space-size=20', '--input-type=module', '--eval', program];
  const { stdout } = await execa(process.execPath, words);
  expect(stdout).toBe('builds.csv has no row of build 3, of which steps.csv tells');
});

test('a run of before a column of layers.csv was there is whole', async () => {
  const folder = path.join(results, 'r1');
  expect(heads.layers).toContain(',cache_bytes');
  writeFileSync(path.join(folder, 'layers.csv'), heads.layers.replace(',cache_bytes', ''));
  expect(await findUnwhole(await readRun(folder))).toBeUndefined();
});

test.each([
  [2, undefined],
  [3, 'builds.csv has 2 of the 3 visits of go/slim/cold that summary.csv counts'],
])(
  'a run of before its rows were counted, with two visits where summary.csv counts %d',
  async (samples, lacks) => {
    const times = { 'go/slim/cold': [1000, 1010] };
    const folder = writeRun(results, { runId: 'r2', times, manifest: { schema: 1 } });
    writeFileSync(
      path.join(folder, 'summary.csv'),
      toCsv(summaryColumns, [summaryRow({ run_id: 'r2', samples })]),
    );
    expect(await findUnwhole(await readRun(folder))).toBe(lacks);
  },
);
