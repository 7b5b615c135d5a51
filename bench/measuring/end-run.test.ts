import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifest } from '../../src/record/manifest.fixture.ts';
import { RunFolder } from '../../src/record/run-folder/run-folder.ts';
import { systemClock } from '../context.ts';
import { definitions } from '../registry.ts';
import { createDisplay } from '../terminal/create-display.ts';
import { endRun } from './end-run.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-end-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

/** Ends a run of which nothing was planned, so that nothing can be missing. */
async function end(before: (folder: string) => void): Promise<number> {
  const plan = { ...manifest.plan, variants: [], cells: [] };
  await using folder = await RunFolder.create(results, { ...manifest, plan });
  const nowhere = new Writable({ write: (_chunk, _, done) => done() }) as unknown as NodeJS.WriteStream;
  const context = {
    ...{ clock: systemClock, stdout: nowhere, stderr: nowhere, definitions },
    signal: new AbortController().signal,
  };
  before(folder.path);
  return await endRun({
    ...{ folder, fault: undefined, clock: systemClock, display: createDisplay(true, context) },
    spent: { elapsedMs: 1, timeSpent: { builds: 1, starts: 0, inspections: 0, cleaning: 0 } },
    ...{ baseline: undefined, json: true, kept: [], context },
  });
}
const outcome = (): unknown =>
  (JSON.parse(readFileSync(path.join(results, 'r1', 'run.json'), 'utf8')) as { outcome?: unknown }).outcome;

test('a run whose rows nobody else touched is complete', async () => {
  expect(await end(() => {})).toBe(0);
  expect(outcome()).toBe('complete');
});

test('a run whose rows were changed under it says so, and is not complete', async () => {
  const ended = end((folder) => appendFileSync(path.join(folder, 'builds.csv'), 'r1,1,1\n'));
  await expect(ended).rejects.toMatchObject({
    code: 'ROWS_CHANGED',
    message: expect.stringMatching(/builds\.csv was changed by somebody else \(7 bytes more\)/),
  });
  expect(outcome()).toBe('error');
});
