import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readArchive } from '../../src/inspect/archive/read-archive.ts';
import { layerFormat, type LayerStore } from '../../src/inspect/layers/layer-store.ts';
import { systemClock as clock } from '../context.ts';
import { openLayers } from '../../src/inspect/layers/open-layers.ts';
import { madeLayer, savedImages } from './saved-image.fixture.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  told = [];
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-open-'));
  mkdirSync(path.join(folder, 'tmp'));
  vi.stubEnv('TMPDIR', path.join(folder, 'tmp'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const files = { 'etc/motd': 'hello' };

/** Opens the layers, asks whether one of them is remembered, and reads it; all is over when it resolves. */
async function isRemembered(cache: string, passing: boolean): Promise<boolean> {
  const { diffId } = await madeLayer(files);
  await using stack = new AsyncDisposableStack();
  const context = { clock, environment: { XDG_CACHE_HOME: cache } };
  const layers: LayerStore = await openLayers(passing, stack, context, (text) => told.push(text));
  const before = layers.summary(diffId) !== undefined;
  await readArchive(Readable.from([await savedImages({ tag: 'app:1', layers: [files] })]), layers);
  expect(layers.summary(diffId)).toMatchObject({ entries: 1 });
  return before;
}

test('what was read is remembered in the cache folder', async () => {
  expect(await isRemembered(folder, false)).toBe(false);
  expect(await isRemembered(folder, false)).toBe(true);
  expect(readdirSync(path.join(folder, 'stagebench'))).toEqual(['layers']);
});

describe('nothing is remembered, and nothing stays', () => {
  test.each<[string, () => string, boolean]>([
    ['of layers that nobody will meet again', () => folder, true],
    ['where the cache folder is a file', () => path.join(folder, 'a-file'), false],
    ['where no folder can be made', () => '/proc/stagebench', false],
  ])('%s', async (_, cache, passing) => {
    writeFileSync(path.join(folder, 'a-file'), '');
    expect(await isRemembered(cache(), passing)).toBe(false);
    expect(await isRemembered(cache(), passing)).toBe(false);
    expect(existsSync(path.join(folder, 'stagebench'))).toBe(false);
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
  });
});

test('what others may have written there is not believed, and somebody is told: neither their folder nor one that they may write to', async () => {
  expect(await isRemembered(folder, false)).toBe(false);
  expect(await isRemembered(folder, false)).toBe(true);
  expect(told).toEqual([]);
  for (const open of [
    path.join(folder, 'stagebench', 'layers', layerFormat),
    path.join(folder, 'stagebench'),
  ]) {
    chmodSync(open, 0o777);
    expect(await isRemembered(folder, false)).toBe(false);
    expect(told.splice(0)).toEqual([
      expect.stringContaining(`${open} belongs to user ${process.getuid?.()} and has mode 777`),
    ]);
    chmodSync(open, 0o755);
  }
  expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
  expect(await isRemembered(folder, false)).toBe(true);
});

test('the folder is made for its user alone, whatever the umask', async () => {
  const before = process.umask(0o002);
  try {
    await isRemembered(folder, false);
  } finally {
    process.umask(before);
  }
  expect(statSync(path.join(folder, 'stagebench')).mode & 0o777).toBe(0o700);
  expect(await isRemembered(folder, false)).toBe(true);
});
