import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LayerEntry } from './layer-entry.ts';
import { LayerStore } from './layer-store.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

const day = 86_400_000;
const hexOf = (character: string) => character.repeat(64);
const idOf = (character: string) => `sha256:${hexOf(character)}`;

const entries: readonly LayerEntry[] = [
  { path: 'caf\xe9', type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: -1.5, size: 5_000_000_000 },
  { path: 'a\nb', type: 'symlink', mode: 0o777, uid: 1, gid: 2, mtime: 0, size: 0, target: '\xff' },
];

/** A store, and what it takes to look behind it. */
async function opened(parent = temporaryFolder(), now = Date.now()) {
  const store = await LayerStore.open(parent, now);
  const folder = path.join(parent, 'v5');
  const keep = async (character: string, digests = false, blob?: string) => {
    const recorder = store.record();
    for (const entry of entries) recorder.add(entry);
    await store.keep(recorder, { diffId: idOf(character), sizeBytes: 100, digests }, blob);
  };
  const names = () => readdirSync(folder).toSorted();
  return { parent, store, folder, file: path.join(folder, hexOf('a')), keep, names };
}

async function entriesOf(store: LayerStore, character: string): Promise<LayerEntry[]> {
  const found: LayerEntry[] = [];
  await store.eachEntry(idOf(character), (entry) => found.push(entry));
  return found;
}

describe('a layer that was read is remembered', () => {
  test('by this store and by the next one, entry for entry', async () => {
    const { parent, store, keep, names } = await opened();
    expect(store.summary(idOf('a'))).toBeUndefined();
    await keep('a');
    const next = await opened(parent);
    for (const known of [store, next.store]) {
      expect(known.summary(idOf('a'))).toEqual({
        ...{ diffId: idOf('a'), sizeBytes: 100, digests: false, entries: 2, whiteouts: 0 },
      });
      expect(await entriesOf(known, 'a')).toEqual(entries);
      expect(known.summary(idOf('b'))).toBeUndefined();
    }
    expect(names()).toEqual([hexOf('a'), `${hexOf('a')}.json`]);
  });

  test('and a second recording of it is dropped', async () => {
    const { keep, file, names } = await opened();
    await keep('a');
    const { ino } = statSync(file);
    await keep('a');
    expect(statSync(file).ino).toBe(ino);
    expect(names()).toHaveLength(2);
  });

  test('under the digest of its compressed blob too', async () => {
    const { parent, store, keep } = await opened();
    await keep('a', false, idOf('b'));
    for (const known of [store, (await opened(parent)).store]) {
      expect(known.diffIdOfBlob(idOf('a'))).toBe(idOf('a'));
      expect(known.diffIdOfBlob(idOf('b'))).toBe(idOf('a'));
      expect(known.diffIdOfBlob(idOf('c'))).toBeUndefined();
    }
  });

  test('that two blobs are the same layer', async () => {
    const { parent, keep } = await opened();
    await keep('a', false, idOf('b'));
    await keep('a', false, idOf('c'));
    const { store } = await opened(parent);
    expect([idOf('b'), idOf('c')].map((blob) => store.diffIdOfBlob(blob))).toEqual([idOf('a'), idOf('a')]);
  });
});

test('a layer without a single byte is known to every store', async () => {
  const { store, names } = await opened();
  const nothing = `sha256:${createHash('sha256').digest('hex')}`;
  expect(store.summary(nothing, true)).toMatchObject({ diffId: nothing, sizeBytes: 0, entries: 0 });
  const found: LayerEntry[] = [];
  await store.eachEntry(nothing, (entry) => found.push(entry));
  expect([...found, ...names()]).toEqual([]);
});

describe('digests', () => {
  test('that were not taken make a layer as good as unknown to those who want them', async () => {
    const { store, keep } = await opened();
    await keep('a', false);
    expect(store.summary(idOf('a'))).toBeDefined();
    expect(store.summary(idOf('a'), true)).toBeUndefined();
    await keep('a', true);
    expect(store.summary(idOf('a'), true)).toMatchObject({ digests: true });
  });

  test('that were taken stay, though nobody wants them the next time', async () => {
    const { parent, keep } = await opened();
    await keep('a', true);
    await keep('a', false);
    expect((await opened(parent)).store.summary(idOf('a'), true)).toMatchObject({ digests: true });
  });
});

describe('what is damaged is an error, is forgotten, and can be read anew', () => {
  test.each<[string, (file: string) => void]>([
    ['the entries are cut short', (file) => truncateSync(file, statSync(file).size - 10)],
    ['the entries are empty', (file) => truncateSync(file, 0)],
    ['the entries are gone', (file) => rmSync(file)],
    ['the entries are something else', (file) => writeFileSync(file, 'no zstd')],
    [
      'the summary counts more than there are',
      (file) => writeFileSync(`${file}.json`, readFileSync(`${file}.json`, 'utf8').replace(':2', ':3')),
    ],
  ])('%s', async (_, damage) => {
    const { parent, file, keep } = await opened();
    await keep('a');
    damage(file);
    const { store, keep: keepAgain } = await opened(parent);
    await expect(entriesOf(store, 'a')).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining(`${idOf('a')} is damaged`),
    });
    expect(store.summary(idOf('a'))).toBeUndefined();
    expect((await opened(parent)).store.summary(idOf('a'))).toBeUndefined();
    await keepAgain('a');
    expect(await entriesOf(store, 'a')).toEqual(entries);
  });

  test('whichever byte of the entries is another', async () => {
    const { file, store, keep } = await opened();
    await keep('a');
    const good = readFileSync(file);
    for (let at = 0; at < good.length; at += 1) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0x10;
      writeFileSync(file, bad);
      // A frame may say the same in other words; what is read is right or refused.
      const read = await entriesOf(store, 'a').catch((error: unknown) => error);
      if (Array.isArray(read)) expect(read, `byte ${at}`).toEqual(entries);
      else expect(read, `byte ${at}`).toMatchObject({ code: 'IMAGE_UNREADABLE' });
      if (store.summary(idOf('a')) === undefined) await keep('a');
    }
  });

  test('a summary that is none counts as not there', async () => {
    const { parent, file, keep } = await opened();
    for (const text of ['', '{', '[]', '{"diffId":"sha256:a"}', 'null']) {
      await keep('a');
      writeFileSync(`${file}.json`, text);
      const { store } = await opened(parent);
      expect(store.summary(idOf('a')), text).toBeUndefined();
      await expect(entriesOf(store, 'a')).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
    }
  });

  test('a torn line about a blob is passed over, and so is what was written right after it', async () => {
    const { parent, folder, keep } = await opened();
    await keep('a', false, idOf('b'));
    appendFileSync(path.join(folder, 'blobs'), `${hexOf('c')} sha256:aaa`);
    const second = await opened(parent);
    await second.keep('a', false, idOf('d'));
    await second.keep('a', false, idOf('e'));
    const { store } = await opened(parent);
    expect(['b', 'c', 'd', 'e'].map((blob) => store.diffIdOfBlob(idOf(blob)))).toEqual([
      ...[idOf('a'), undefined, undefined, idOf('a')],
    ]);
  });
});

describe('what nobody has used for a month is forgotten', () => {
  test.each([
    [29, true],
    [31, false],
  ])('after %i days a layer is there: %j', async (days, there) => {
    const { parent, keep, names } = await opened();
    await keep('a');
    const { store } = await opened(parent, Date.now() + days * day);
    expect(store.summary(idOf('a')) !== undefined).toBe(there);
    expect(names()).toHaveLength(there ? 2 : 0);
  });

  test('reading its entries is a use', async () => {
    const { parent, keep } = await opened();
    await keep('a');
    await keep('b');
    const later = await opened(parent, Date.now() + 20 * day);
    await entriesOf(later.store, 'a');
    const last = await opened(parent, Date.now() + 40 * day);
    expect(last.store.summary(idOf('a'))).toBeDefined();
    expect(last.store.summary(idOf('b'))).toBeUndefined();
  });

  test('recordings that were never ended, and entries without a summary, go after a day', async () => {
    const { parent, folder, names } = await opened();
    const left = [hexOf('f'), 'some.tmp', 'some.tmp.json'];
    for (const name of left) writeFileSync(path.join(folder, name), '');
    await opened(parent, Date.now() + 0.9 * day);
    expect(names()).toEqual(left.toSorted());
    await opened(parent, Date.now() + 1.1 * day);
    expect(names()).toEqual([]);
  });

  test('folders of other versions go, after a day: who writes them may be at work', async () => {
    const { parent, keep } = await opened();
    await keep('a');
    for (const name of ['v1', 'v12', 'v', 'v1x', 'old-v1']) {
      mkdirSync(path.join(parent, name));
      writeFileSync(path.join(parent, name, 'some'), '');
    }
    await opened(parent, Date.now() + 0.9 * day);
    expect(readdirSync(parent).toSorted()).toEqual(['old-v1', 'v', 'v1', 'v12', 'v1x', 'v5']);
    const { store } = await opened(parent, Date.now() + 1.1 * day);
    expect(readdirSync(parent).toSorted()).toEqual(['old-v1', 'v', 'v1x', 'v5']);
    expect(await entriesOf(store, 'a')).toEqual(entries);
  });

  test('what is not its own stays', async () => {
    const { parent, folder, names } = await opened();
    writeFileSync(path.join(folder, 'README'), '');
    utimesSync(path.join(folder, 'README'), 0, 0);
    await opened(parent);
    expect(names()).toEqual(['README']);
  });
});

test('two stores on one folder do not get into each other’s way', async () => {
  const first = await opened();
  const second = await opened(first.parent);
  await Promise.all([first.keep('a'), second.keep('a'), first.keep('b'), second.keep('c')]);
  expect(first.names()).toEqual(['a', 'b', 'c'].flatMap((name) => [hexOf(name), `${hexOf(name)}.json`]));
  const { store } = await opened(first.parent);
  for (const name of ['a', 'b', 'c']) expect(await entriesOf(store, name)).toEqual(entries);
});

test('a folder that cannot be made is an error', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(LayerStore.open(file, 0)).rejects.toMatchObject({ code: 'ENOTDIR' });
});
