import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cellId } from '../../domain/run/plan.ts';
import { readComparand } from './read-comparand.ts';
import { writeRun } from '../recorded-run.fixture.ts';

const times = { 'go/slim/cold': [1000], 'go/slim/warm': [100], 'node/alpine/cold': [2000] };

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-comparand-'));
  writeRun(results, { runId: 'r1', times });
  symlinkSync('r1', path.join(results, 'latest'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

describe('what is compared', () => {
  const slim = ['go/slim/cold', 'go/slim/warm'];
  test.each([
    ['r1', 'run', [...slim, 'node/alpine/cold']],
    ['latest', 'run', [...slim, 'node/alpine/cold']],
    ['r1:go/slim/warm', 'cell', ['go/slim/warm']],
    ['r1:go/slim', 'variant', slim],
    ['go/slim/warm', 'cell', ['go/slim/warm']],
    ['go/slim', 'variant', slim],
    [':go/slim', 'variant', slim],
  ])('%s is a %s', async (text, kind, cells) => {
    const comparand = await readComparand(text, results);
    expect([comparand.kind, comparand.cells.map(cellId)]).toEqual([kind, cells]);
  });

  test('may be named by the folder of its run, whatever else that name could mean', async () => {
    const folder = writeRun(path.join(results, 'odd:go'), { runId: 'r2', times });
    expect((await readComparand(folder, results)).kind).toBe('run');
    expect((await readComparand(`${folder}:go/slim`, results)).kind).toBe('variant');
  });
});

describe('what is not there is an error, which names the nearest', () => {
  test.each([
    ['r2', 'There is no run "r2". Did you mean "r1"?'],
    ['r2:go/slim', 'There is no run "r2". Did you mean "r1"?'],
    ['r1:goo/slim/cold', 'There is no app "goo". Did you mean "go"? There are: go, node.'],
    ['goo/slim', 'There is no app "goo". Did you mean "go"?'],
    ['go/slimm/cold', 'There is no strategy "slimm". Did you mean "slim"? There are: slim.'],
    ['go/slim/worm', 'There is no scenario "worm". Did you mean "warm"? There are: cold, warm.'],
  ])('%s', async (text, message) => {
    await expect(readComparand(text, results)).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      message: expect.stringContaining(message),
    });
  });
});

test.each(['r1:go', 'r1:', 'r1:go/slim/cold/x', 'go/slim/', 'r1:/slim', 'r1:go//cold'])(
  '"%s" can be no cell, and what one looks like is said',
  async (text) => {
    await expect(readComparand(text, results)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('write app/strategy/scenario'),
    });
  },
);
