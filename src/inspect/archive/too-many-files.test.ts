import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { LayerStore } from '../layers/layer-store.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import { rawEntry, tarEnd } from '../tar/hand-made-tar.fixture.ts';
import { readArchive } from './read-archive.ts';

async function messageOf(entries: readonly Buffer[]): Promise<string> {
  const store = await LayerStore.open(temporaryFolder(), 0);
  const archive = Readable.from([...entries, tarEnd]);
  const error: unknown = await readArchive(archive, store, { ownThread: true }).catch(
    (reason: unknown) => reason,
  );
  return (error as Error).message;
}

const tooMany = 'too many documents and layers';
const many = (count: number, content: string | Buffer): Buffer[] =>
  Array.from({ length: count }, (_, index) => rawEntry({ name: `file-${index}`, content }));

test('more than 16,000 files that begin like something compressed are refused', async () => {
  expect(await messageOf(many(16_500, 'BZh91AY&SY'))).toContain(tooMany);
});

test('layers that no image has count as a page each, beside the documents', async () => {
  // 64 MiB less these leave room for 3,108,864 ÷ 4096 = 759 of them.
  const documents = Array.from({ length: 16 }, (_, index) =>
    rawEntry({ name: `${index}.json`, content: `{${' '.repeat(3_999_998)}}` }),
  );
  expect(await messageOf([...documents, ...many(750, tarEnd)])).not.toContain(tooMany);
  expect(await messageOf([...documents, ...many(770, tarEnd)])).toContain(tooMany);
});
