import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { execaSync } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawEntry, tarOf } from '../../inspect/tar/hand-made-tar.fixture.ts';
import { NoEngine } from './no-engine.ts';

let folder: string;
let engine: NoEngine;
const at = (...parts: string[]): string => path.join(folder, ...parts);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-none-'));
  mkdirSync(at('kept'));
  writeLayout('0ba5e', 'base:1');
  writeLayout('0ba5e.17', 'unfinished:1');
  engine = new NoEngine(at('kept'), at('layouts'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const config = (labels: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    ...{ os: 'linux', architecture: 'arm64', variant: 'v8', config: { User: 'app', Labels: labels } },
    ...{ rootfs: { diff_ids: ['sha256:d1'] }, history: [{}, {}] },
  });
const files = (tag: string, id: string, labels = {}): Record<string, string> => ({
  'manifest.json': JSON.stringify([
    { Config: `blobs/sha256/${id}`, RepoTags: [tag], Layers: ['blobs/sha256/shared'] },
  ]),
  [`blobs/sha256/${id}`]: config(labels),
  'blobs/sha256/shared': 'layer',
});

function writeLayout(name: string, tag: string): void {
  mkdirSync(at('layouts', name, 'blobs', 'sha256'), { recursive: true });
  for (const [file, text] of Object.entries(files(tag, 'b1'))) writeFileSync(at('layouts', name, file), text);
}

const archive = (tag: string, id: string, labels = {}): Readable =>
  Readable.from([
    tarOf(...Object.entries(files(tag, id, labels)).map(([name, content]) => rawEntry({ name, content }))),
  ]);

test('a base is there if it lies in a whole layout, and says what an engine would say of it', async () => {
  expect(await engine.inspectImage('base:1')).toEqual({
    ...{ imageId: 'sha256:b1', platform: 'linux/arm64/v8', diffIds: ['sha256:d1'], historySteps: 2 },
    ...{ user: 'app', engineSizeBytes: undefined, labels: {} },
  });
  expect(await engine.inspectImage('unfinished:1')).toBeUndefined();
});

test('images that came back are saved in one archive with bases, a blob that they share once', async () => {
  await engine.loadImages(archive('go-slim:r1', 'c1'));
  const file = at('saved.tar');
  writeFileSync(file, await buffer(await engine.saveImages(['go-slim:r1', 'base:1'])));
  expect(execaSync('tar', ['-t', '-f', file]).stdout.split('\n')).toEqual([
    ...['manifest.json', 'blobs/sha256/c1', 'blobs/sha256/shared', 'blobs/sha256/b1'],
  ]);
  const manifest = JSON.parse(execaSync('tar', ['-xOf', file, 'manifest.json']).stdout) as object[];
  expect(manifest).toMatchObject([{ RepoTags: ['go-slim:r1'] }, { RepoTags: ['base:1'] }]);
});

test('what came back is known by its labels and goes with its files; a base stays', async () => {
  await engine.loadImages(archive('go-slim:r1', 'c1', { run: 'r1' }));
  await engine.loadImages(archive('go-slim:r2', 'c2', { run: 'r2' }));
  expect(await engine.imagesWithLabel('run=r1')).toEqual(['go-slim:r1']);
  expect(await engine.imagesWithLabel('run')).toEqual(['go-slim:r1', 'go-slim:r2']);
  for (const ref of ['go-slim:r1', 'go-slim:r2', 'base:1']) await engine.removeImage(ref);
  expect(readdirSync(at('kept'))).toEqual([]);
  expect(await engine.inspectImage('base:1')).toBeDefined();
});

test('what takes an engine says so', async () => {
  await expect(engine.createContainer({ image: 'go-slim:r1' })).rejects.toMatchObject({
    ...{ code: 'ENGINE_NOT_FOUND', message: 'A container of go-slim:r1 takes an engine, and none is here.' },
  });
});
