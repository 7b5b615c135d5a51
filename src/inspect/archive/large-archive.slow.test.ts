import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { unfinished } from '../layers/layer-store.fixture.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import { archiveOf, file, imageOf, ociFiles } from './hand-made-image.fixture.ts';

const program = path.join(import.meta.dirname, 'read-in-child.fixture.ts');

/** What the README promises. */
const mostMemory = 250_000_000;
/** As the npm script `stagebench` starts Node. */
const asScripts = ['--expose-gc', '--max-semi-space-size=4', '--no-concurrent-array-buffer-sweeping'];

async function inChild(what: string, folder: string, { heapMb = 64, contents = false } = {}) {
  const words = [...asScripts, `--max-old-space-size=${heapMb}`, program, what, folder];
  const { stdout, stderr } = await execa(process.execPath, [...words, ...(contents ? ['contents'] : [])]);
  // No warning of Node either: of listeners that pile up, of rejections that nobody handles.
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { state: string; rss: number; rssAfterReading: number };
}

describe('nothing is held', () => {
  test('of a layer with 100,000 files', async () => {
    const found = await inChild('many-files', temporaryFolder());
    expect(found).toMatchObject({ state: 'read', entries: 100_000, sizeBytes: [100_000 * 1024 + 1024] });
    expect(found.rss).toBeLessThan(mostMemory);
  }, 120_000);

  test('of a tar of 100,000 files that is no image', async () => {
    const found = await inChild('many-files-that-are-no-image', temporaryFolder());
    expect(found).toMatchObject({ state: 'refused', message: expect.stringContaining('neither') });
    expect(found.rss).toBeLessThan(mostMemory);
  }, 120_000);

  test('of a tar of 100,000 documents, which are too many', async () => {
    const folder = temporaryFolder();
    const found = await inChild('many-documents', folder);
    expect(unfinished(folder)).toEqual([]);
    expect(found).toMatchObject({ state: 'refused', message: expect.stringContaining('too many documents') });
    expect(found.rss).toBeLessThan(mostMemory);
  }, 120_000);

  test('of a file of 5 GB, whose size is exact', async () => {
    const found = await inChild('zeros', temporaryFolder(), { contents: true });
    expect(found).toMatchObject({
      ...{ state: 'read', entries: 1 },
      ...{ sizeBytes: [512 + 5_000_000_000 + 1024], rootfsBytes: 5_000_000_000 },
    });
    expect(found.rss).toBeLessThan(mostMemory);
  }, 300_000);
});

test('an image with 100,000 files is looked into within the memory that was promised', async () => {
  const found = await inChild('many-files', temporaryFolder(), { heapMb: 200, contents: true });
  expect(found).toMatchObject({ state: 'read', rootfsBytes: 1_000_000 });
  expect(found.rss).toBeLessThan(mostMemory);
}, 120_000);

test('several processes read one archive into one folder at the same time', async () => {
  const folder = temporaryFolder();
  const image = await imageOf({ layers: [[file('a', 1000)], [file('b', 2000)]] });
  const archive = path.join(folder, 'image.tar');
  writeFileSync(archive, await archiveOf(ociFiles([image], 'gzip')));
  const found = await Promise.all([1, 2, 3].map(() => inChild(archive, folder)));
  for (const each of found) expect(each).toMatchObject({ state: 'read', diffIds: image.diffIds, entries: 2 });
  expect(unfinished(folder)).toEqual([]);
  expect(await inChild(archive, folder)).toMatchObject({ state: 'read', entries: 2 });
}, 120_000);
