import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { LayerEntry } from './layer-entry.ts';
import { LayerRecorder } from './layer-recorder.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

const entry = (name: string): LayerEntry => ({
  ...{ path: name, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, size: 1 },
});
const layer = { diffId: 'sha256:d', sizeBytes: 10, digests: false };

/** A recorder in a folder of its own. */
function recording(folder = temporaryFolder()) {
  const target = path.join(folder, 'target');
  return { folder, target, recorder: new LayerRecorder(path.join(folder, 'some.tmp')) };
}

const linesOf = (file: string) => zstdDecompressSync(readFileSync(file)).toString('utf8').split('\n');

describe('what is kept', () => {
  test.each([0, 1, 2, 5000])('of %i entries is a line for each, and a summary', async (count) => {
    const { folder, target, recorder } = recording();
    const entries = Array.from({ length: count }, (_, index) => entry(`caf\xe9 ${index}`));
    for (const one of entries) {
      recorder.add(one);
      await recorder.pressure();
    }
    await recorder.keep(target, layer);
    expect(linesOf(target)).toEqual([...entries.map((one) => JSON.stringify(one)), '']);
    expect(JSON.parse(readFileSync(`${target}.json`, 'utf8'))).toEqual({
      ...layer,
      ...{ entries: count, whiteouts: 0 },
    });
    expect(readdirSync(folder).toSorted()).toEqual(['target', 'target.json']);
  });

  test('says how many of its entries may be whiteouts', async () => {
    const { target, recorder } = recording();
    for (const path of ['etc/.wh.passwd', 'etc/hosts', 'var/.wh..wh..opq']) recorder.add(entry(path));
    await recorder.keep(target, layer);
    expect(JSON.parse(readFileSync(`${target}.json`, 'utf8'))).toMatchObject({ entries: 3, whiteouts: 2 });
  });

  test('stays, though it is discarded afterwards', async () => {
    const { folder, target, recorder } = recording();
    await recorder.keep(target, layer);
    await recorder.discard();
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('what is discarded', () => {
  test.each([0, 1, 5000])('leaves nothing behind, after %i entries', async (count) => {
    const { folder, recorder } = recording();
    for (let index = 0; index < count; index += 1) recorder.add(entry(`${index}`));
    await recorder.discard();
    await recorder.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('lets go of whoever waits until more can be added', async () => {
    const { recorder } = recording();
    let pressure = recorder.pressure();
    for (let index = 0; pressure === undefined; index += 1) {
      recorder.add(entry(`${index}`));
      pressure = recorder.pressure();
    }
    await expect(Promise.all([pressure, recorder.discard()])).resolves.toHaveLength(2);
  });
});

describe('a disk that takes nothing', () => {
  test('is told when the recording ends', async () => {
    const { target, recorder } = recording(path.join(temporaryFolder(), 'none'));
    recorder.add(entry('a'));
    await expect(recorder.keep(target, layer)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is told to whoever waits until more can be added, or there is nothing to wait for', async () => {
    const { recorder } = recording(path.join(temporaryFolder(), 'none'));
    const write = async () => {
      for (let index = 0; index < 20_000; index += 1) {
        recorder.add(entry(`${index}`));
        await recorder.pressure();
      }
      await recorder.keep('anywhere', layer);
    };
    await expect(write()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('does not keep a recording from being discarded', async () => {
    const { recorder } = recording(path.join(temporaryFolder(), 'none'));
    await expect(recorder.discard()).resolves.toBeUndefined();
  });

  test('at the last moment leaves nothing half done', async () => {
    const { folder, target, recorder } = recording();
    recorder.add(entry('a'));
    mkdirSync(path.join(target, 'in the way'), { recursive: true });
    await expect(recorder.keep(target, layer)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['target']);
    expect(existsSync(`${target}.json`)).toBe(false);
  });
});
