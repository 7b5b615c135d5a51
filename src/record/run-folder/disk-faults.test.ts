import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageRecord } from '../../domain/image/image.ts';
import type { Sample } from '../../domain/run/sample.ts';
import type { OpenFile } from './append-file.ts';
import type { heads } from '../csv/columns.ts';
import { imageFacts, startFacts as start } from '../image-facts.fixture.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from '../read/read-resumable.ts';
import { readRun } from '../read/read-run.ts';
import { RunFolder } from './run-folder.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-faults-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const names = ['builds', 'steps', 'layers', 'images'] as const;
type Fault = 'the row is whole' | 'half of the row is there' | 'nothing is there' | 'it is taken back';
const faults: readonly Fault[] = [
  ...(['the row is whole', 'half of the row is there', 'nothing is there', 'it is taken back'] as const),
];

const eio = () => Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));

/** A disk on which one file fails from its second row on; what is left there depends on the kernel and on luck. */
const failing =
  (name: keyof typeof heads, fault: Fault): OpenFile =>
  async (file, flags) => {
    const handle = await open(file, flags);
    if (path.basename(file) !== `${name}.csv`) return handle;
    let appends = 0;
    return {
      appendFile: async (text) => {
        appends += 1;
        if (appends <= 2) await handle.appendFile(text);
        else if (fault === 'half of the row is there')
          await handle.appendFile(text.slice(0, text.lastIndexOf(',')));
        else if (fault !== 'nothing is there') await handle.appendFile(text);
      },
      sync: () => (appends > 2 ? eio() : handle.sync()),
      stat: (options) => handle.stat(options),
      truncate: (size) => (fault === 'it is taken back' ? handle.truncate(size) : eio()),
      close: () => handle.close(),
    };
  };

const sample = (sequence: number): Sample => ({
  visit: {
    ...{ sequence, round: sequence, phase: 'measure' },
    app: 'go',
    strategy: 'slim',
    scenario: 'cold',
  },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned', state: 'built' },
  facts: {
    ...{ wallMs: 10, contextMs: 1, solveMs: 9, exportMs: 1, stepsTotal: 1, stepsCached: 0 },
    ...{ criticalPathMs: 9, imageId: 'sha256:1' },
    steps: [
      {
        ...{ id: '1', inputs: [], name: '[1/1] RUN x', stage: 'a', instruction: 'RUN x', cacheable: true },
        ...{ cached: false, kind: 'step', startedMs: 0, durationMs: 9, onCriticalPath: true },
      },
    ],
  },
});
const read = (strategy: string): ImageRecord => ({
  ...{ variant: { app: 'go', strategy }, state: 'built', start, facts: imageFacts() },
});
const unread = (strategy: string): ImageRecord => ({
  ...{ variant: { app: 'go', strategy }, state: 'unread', start },
  origin: { baseRef: 'debian:trixie-slim', baseDigest: '', baseSource: 'local' },
});

/** What a run does whose disk fails: it goes on to its way out, on which the images that have no row are said to be unread. */
async function runInto(name: keyof typeof heads, fault: Fault): Promise<void> {
  await using folder = await RunFolder.create(results, manifest, { openFile: failing(name, fault) });
  let failed = 0;
  for (const write of [
    () => folder.addVisit([{ sample: sample(1), rawLog: '' }], false),
    () => folder.addImage(read('slim')),
    () => folder.addVisit([{ sample: sample(2), rawLog: '' }], false),
    () => folder.addImage(read('alpine')),
    () => folder.addImage(unread('alpine')),
  ]) {
    // As of the walk: what comes after the first failure is its way out.
    await write().catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'RESULTS_NOT_WRITABLE' });
      failed += 1;
    });
  }
  expect(failed).toBeGreaterThan(0);
  await folder.finish([], { outcome: 'error' });
}

/** Text of layers has line breaks: a row begins with the name of the run. */
const rowsOf = (name: string): number =>
  readFileSync(path.join(results, 'r1', `${name}.csv`), 'utf8').match(/^r1,/gm)?.length ?? 0;

describe.each(names)('where the disk fails under a row of %s.csv', (name) => {
  test.each(faults)('and %s, the run can be read and goes on; each row stands once', async (fault) => {
    await runInto(name, fault);
    const folder = path.join(results, 'r1');
    if (fault !== 'half of the row is there')
      expect((await readRun(folder)).builds.length).toBeGreaterThan(0);

    const left = await readResumable(folder);
    const again = await RunFolder.reopen(left, {
      ...{ at: '', rows: left.builds.length, stagebench: '0', engineKernel: '' },
      machine: manifest.machine,
    });
    if (again.builds.length < 2) await again.addVisit([{ sample: sample(2), rawLog: '' }], false);
    if (again.images.some(({ state }) => state === 'unread') || again.images.length < 2)
      await again.addImage(read('alpine'));
    await again.finish([], { outcome: 'complete' });

    const { builds, images } = await readRun(folder);
    expect(builds.map(({ sequence, state }) => `${sequence} ${state}`)).toEqual(['1 built', '2 built']);
    expect(images.map(({ strategy, state }) => `${strategy} ${state}`).toSorted()).toEqual([
      'alpine built',
      'slim built',
    ]);
    expect(rowsOf('steps')).toBe(2);
    expect(rowsOf('layers')).toBe(2 * imageFacts().layerFacts.length);
  });
});

test.each(names)('a disk that is full when %s.csv is begun leaves no file open', async (name) => {
  const opened: string[] = [];
  const closed: string[] = [];
  const openFile: OpenFile = async (file, flags, mode) => {
    const handle = await open(file, flags, mode);
    opened.push(file);
    return {
      appendFile: async (text) => {
        if (path.basename(file) === `${name}.csv`)
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        await handle.appendFile(text);
      },
      sync: () => handle.sync(),
      stat: (options) => handle.stat(options),
      truncate: (size) => handle.truncate(size),
      close: async () => {
        closed.push(file);
        await handle.close();
      },
    };
  };
  await expect(RunFolder.create(results, manifest, { openFile })).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
  });
  expect(opened).toHaveLength(names.indexOf(name) + 1);
  expect(closed.toSorted()).toEqual(opened.toSorted());
});
