import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageRecord } from '../../domain/image/image.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { Resumption } from '../../domain/run/run.ts';
import type { ProvenStep, Sample } from '../../domain/run/sample.ts';
import { imageFacts, startFacts as start } from '../image-facts.fixture.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from './read-resumable.ts';
import { readRun } from './read-run.ts';
import { RunFolder } from '../run-folder/run-folder.ts';

let results: string;
let folder: RunFolder;
beforeEach(async () => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-results-'));
  folder = await RunFolder.create(results, manifest);
});
afterEach(async () => {
  await folder.finish([], {}).catch(() => undefined);
  rmSync(results, { recursive: true });
});

const file = (name: string): string => path.join(results, 'r1', name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const growing = ['builds.csv', 'steps.csv', 'layers.csv', 'images.csv'];

const step: ProvenStep = {
  ...{ id: '1', inputs: [], name: '[a 1/1] RUN x', stage: 'a', instruction: 'RUN x', cacheable: true },
  ...{ cached: false, kind: 'step', startedMs: 0, durationMs: 9, expected: 'executed', onCriticalPath: true },
};
const sample = (sequence: number, changes: Partial<Visit> = {}): Sample => ({
  visit: { sequence, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold', ...changes },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned', state: 'built' },
  facts: {
    ...{ wallMs: 10, contextMs: 1, solveMs: 9, exportMs: 1, stepsTotal: 1, stepsCached: 0 },
    ...{ criticalPathMs: 9, steps: [step, step], imageId: 'sha256:1' },
  },
});
const origin = { baseRef: 'debian:trixie-slim', baseDigest: '', baseSource: 'local' } as const;
const unread = (strategy: string): ImageRecord => ({
  ...{ variant: { app: 'go', strategy }, state: 'unread', origin, start },
});
const read = (strategy: string): ImageRecord => ({
  ...{ variant: { app: 'go', strategy }, state: 'built', start, facts: imageFacts() },
});
const resumption: Resumption = {
  ...{ at: '2026-01-02T00:00:00.000Z', rows: 2, stagebench: '0.0.0', machine: manifest.machine },
  engineKernel: '6.12.0',
};

/** Two builds and an image. */
async function left(): Promise<void> {
  await folder.addVisit([{ sample: sample(1), rawLog: '' }], false);
  await folder.addVisit([{ sample: sample(2, { scenario: 'warm' }), rawLog: '' }], false);
  await folder.addImage(unread('slim'));
}
const sequences = (rows: readonly { readonly sequence: number }[]): number[] =>
  rows.map(({ sequence }) => sequence);

describe('what a run has left', () => {
  test('are its rows, and nothing is cut off that is whole', async () => {
    await left();
    const run = await readResumable(folder.path);
    expect(sequences(run.builds)).toEqual([1, 2]);
    expect(run.images).toMatchObject([{ strategy: 'slim', state: 'unread' }]);
    expect(run.cuts).toEqual([]);
    expect(run.keep).toEqual({
      builds: text('builds.csv').length,
      steps: text('steps.csv').length,
      layers: text('layers.csv').length,
      images: text('images.csv').length,
    });
  });

  test('are no rows if it died before its files were made', async () => {
    for (const name of growing) unlinkSync(file(name));
    const run = await readResumable(folder.path);
    expect([run.builds, run.images, run.cuts]).toEqual([[], [], []]);
    expect(run.keep).toEqual({ builds: 0, steps: 0, layers: 0, images: 0 });
  });

  test('is told by run.json, never by a half-written one beside it', async () => {
    writeFileSync(file('run.json.new'), '{"schema":');
    expect((await readResumable(folder.path)).manifest.runId).toBe('r1');
  });

  test('steps of a build that has no row belong to nothing: the run died between the two', async () => {
    await left();
    const before = text('steps.csv').length;
    const [head, first] = text('steps.csv').split('\n');
    appendFileSync(
      file('steps.csv'),
      `${first?.replace('r1,1', 'r1,3')}\n${first?.replace('r1,1', 'r1,3')}\n`,
    );
    const run = await readResumable(folder.path);
    expect(head).toContain('run_id');
    expect(run.keep.steps).toBe(before);
    expect(run.cuts).toEqual(['steps.csv ends with steps of a build that has no row']);
  });

  test('a torn row of a build takes its steps with it', async () => {
    await left();
    truncateSync(file('builds.csv'), text('builds.csv').length - 3);
    const run = await readResumable(folder.path);
    expect(sequences(run.builds)).toEqual([1]);
    expect(text('steps.csv').slice(0, run.keep.steps).trim().split('\n')).toHaveLength(1 + 2);
    expect(run.cuts).toEqual([
      'builds.csv ends in the middle of a row: its build is made again',
      'steps.csv ends with steps of a build that has no row',
    ]);
  });

  test.each([
    ['builds', 'build 1'],
    ['images', 'go/slim'],
  ])(
    'more than one row of %s.csv is never lost to a session that died: nothing is cut',
    async (name, first) => {
      await left();
      for (const strategy of ['slim', 'alpine']) await folder.addImage(read(strategy));
      unlinkSync(file(`${name}.csv`));
      const message = `${file(`${name}.csv`)} lacks the rows of ${first} and 1 more: more than its last one is lost.`;
      await expect(readResumable(folder.path)).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE', message });
    },
  );

  test('a torn row of an image leaves it to be read again', async () => {
    await left();
    truncateSync(file('images.csv'), text('images.csv').length - 1);
    const run = await readResumable(folder.path);
    expect(run.images).toEqual([]);
    expect(run.cuts).toEqual(['images.csv ends in the middle of a row: its image is read again']);
  });

  test('layers of an image that has no row belong to nothing: the run died between the two', async () => {
    await folder.addImage(read('slim'));
    const [layers, images] = [text('layers.csv').length, text('images.csv').length];
    await folder.addImage(read('alpine'));
    truncateSync(file('images.csv'), images);
    const run = await readResumable(folder.path);
    expect(run.images.map(({ strategy }) => strategy)).toEqual(['slim']);
    expect(run.keep).toMatchObject({ layers, images });
    expect(run.cuts).toEqual(['layers.csv ends with layers of an image that has no row']);
  });

  test('a torn row of an image takes its layers with it', async () => {
    await folder.addImage(read('slim'));
    const [layers, images] = [text('layers.csv').length, text('images.csv').length];
    await folder.addImage(read('alpine'));
    truncateSync(file('images.csv'), text('images.csv').length - 3);
    const run = await readResumable(folder.path);
    expect(run.keep).toMatchObject({ layers, images });
    expect(run.cuts).toEqual([
      'images.csv ends in the middle of a row: its image is read again',
      'layers.csv ends with layers of an image that has no row',
    ]);
  });

  test('a torn row of a layer, whose image was not told yet, is cut off with the others of that image', async () => {
    await folder.addImage(unread('alpine'));
    await folder.addImage(read('slim'));
    const layers = text('layers.csv').length;
    const [, row = ''] = text('layers.csv').split('\n');
    appendFileSync(file('layers.csv'), `${row.replace('slim', 'alpine')}\n${row.replace('slim', 'alp')}`);
    const run = await readResumable(folder.path);
    expect(run.keep).toMatchObject({ layers, images: text('images.csv').length });
    expect(run.images.map(({ strategy, state }) => `${strategy} ${state}`)).toEqual([
      'alpine unread',
      'slim built',
    ]);
  });

  test('reading it changes nothing', async () => {
    await left();
    appendFileSync(file('builds.csv'), 'r1,3,to');
    const before = text('builds.csv');
    await readResumable(folder.path);
    expect(text('builds.csv')).toBe(before);
  });
});

describe('a run that goes on', () => {
  test('adds its rows behind the whole ones, and is read as one run', async () => {
    await left();
    appendFileSync(file('builds.csv'), 'r1,3,to');
    appendFileSync(file('steps.csv'), 'r1,3,1');
    const whole = text('builds.csv').slice(0, -'r1,3,to'.length);
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    await again.addVisit([{ sample: sample(3, { round: 2 }), rawLog: '' }], false);
    await again.finish([], { outcome: 'complete' });
    expect(text('builds.csv').startsWith(whole)).toBe(true);
    expect(sequences((await readRun(again.path)).builds)).toEqual([1, 2, 3]);
    expect(
      text('steps.csv')
        .split('\n')
        .map((line) => line.split(',')[1]),
    ).toEqual(['sequence', '1', '1', '2', '2', '3', '3', undefined]);
  });

  test('reads an image again whose layers were there without it: they stand there once', async () => {
    await folder.addImage(read('slim'));
    const [layers, images] = [text('layers.csv'), text('images.csv')];
    truncateSync(file('images.csv'), images.length - 5);
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    await again.addImage(read('slim'));
    await again.finish([], {});
    expect([text('layers.csv'), text('images.csv')]).toEqual([layers, images]);
  });

  test('knows the rows it had', async () => {
    await left();
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    expect(sequences(again.builds)).toEqual([1, 2]);
    expect(again.images).toMatchObject([{ strategy: 'slim' }]);
    await again.finish([], {});
  });

  test('makes the files that it lacks, with their heads', async () => {
    const heads = growing.map(text);
    for (const name of growing) unlinkSync(file(name));
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    await again.finish([], {});
    expect(growing.map(text)).toEqual(heads);
  });

  test('has no outcome while it goes on, and says since when and with what', async () => {
    await folder.finish([], { outcome: 'interrupted', finishedAt: 'then' });
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    const { manifest: going } = await readRun(folder.path);
    expect(going).not.toHaveProperty('outcome');
    expect(going).not.toHaveProperty('finishedAt');
    expect(going.resumed).toEqual([resumption]);
    await again.finish([], { outcome: 'interrupted' });
    const third = await RunFolder.reopen(await readResumable(folder.path), { ...resumption, rows: 9 });
    expect(third.manifest.resumed?.map(({ rows }) => rows)).toEqual([2, 9]);
    await third.finish([], {});
  });

  test('a run that ended with an unforeseen error can go on, too', async () => {
    await folder.finish([], { outcome: 'error' });
    expect((await readResumable(folder.path)).manifest.outcome).toBe('error');
  });
});

describe('the row of an image', () => {
  test('that was not read gives way to a later one, in the folder and when it is read again', async () => {
    await left();
    const again = await RunFolder.reopen(await readResumable(folder.path), resumption);
    await again.addImage(read('alpine'));
    await again.addImage(read('slim'));
    expect(again.images).toMatchObject([
      { strategy: 'slim', state: 'built', size_bytes: 83 },
      { strategy: 'alpine', state: 'built' },
    ]);
    await again.finish([], {});
    const readAgain = (await readRun(again.path)).images;
    expect(readAgain.map(({ strategy, state }) => `${strategy} ${state}`)).toEqual([
      'slim built',
      'alpine built',
    ]);
    expect(text('images.csv').trim().split('\n')).toHaveLength(1 + 3);
  });

  test('that was read stays: a second one that says something else is refused', async () => {
    await folder.addImage(read('slim'));
    await folder.addImage(read('slim'));
    await folder.finish([], {});
    await expect(readRun(folder.path)).rejects.toThrow('go/slim has a row already');
    await expect(readResumable(folder.path)).rejects.toThrow('go/slim has a row already');
  });

  test('that was read stays, though a session that could not write any more has said on its way out that it was not', async () => {
    await folder.addImage(read('slim'));
    await folder.addImage(unread('slim'));
    await folder.finish([], {});
    for (const { images } of [await readRun(folder.path), await readResumable(folder.path)])
      expect(images).toMatchObject([{ strategy: 'slim', state: 'built', size_bytes: 83 }]);
  });
});

test('what run.json says can change while the run goes on', async () => {
  await folder.update({ stoppedEarly: ['go/slim/cold'] });
  expect((await readRun(folder.path)).manifest.stoppedEarly).toEqual(['go/slim/cold']);
  await folder.finish([], { outcome: 'complete' });
  expect((await readRun(folder.path)).manifest).toMatchObject({
    stoppedEarly: ['go/slim/cold'],
    outcome: 'complete',
  });
});
