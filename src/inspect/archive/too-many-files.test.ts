import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { LayerStore } from '../layers/layer-store.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import { rawEntry, tarEnd } from '../tar/hand-made-tar.fixture.ts';
import { readArchive } from './read-archive.ts';

test.each([
  ['files that begin like something compressed', 'BZh91AY&SY'],
  ['layers that no image has', undefined],
])('more than 16,000 %s are refused', async (_, begin) => {
  const content = begin ?? tarEnd;
  const entries = Array.from({ length: 16_500 }, (_, index) => rawEntry({ name: `file-${index}`, content }));
  const store = await LayerStore.open(temporaryFolder(), 0);
  const archive = Readable.from([...entries, tarEnd]);
  await expect(readArchive(archive, store, { ownThread: true })).rejects.toMatchObject({
    message: expect.stringContaining('too many documents and layers'),
  });
});
