import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import { temporaryLayers, unfinished } from '../layers/layer-store.fixture.ts';
import { LayerStore } from '../layers/layer-store.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import { gnuLong, rawEntry } from '../tar/hand-made-tar.fixture.ts';
import {
  archiveOf,
  file,
  folder,
  hardLink,
  imageOf,
  inPieces,
  legacyFiles,
  ociFiles,
  special,
  symlink,
  tarOf,
  type Part,
} from './hand-made-image.fixture.ts';
import { readArchive } from './read-archive.ts';

/** Why the archive is refused. */
async function refusal(bytes: Buffer, code: ErrorCode = 'ARCHIVE_UNREADABLE'): Promise<string> {
  const outcome = await readArchive(inPieces(bytes), await temporaryLayers(), {
    ...{ subject: 'It', code: 'ARCHIVE_UNREADABLE' as const },
  }).catch((error: unknown) => error);
  expect(outcome).toMatchObject({ name: 'StagebenchError', code });
  return outcome instanceof Error ? outcome.message : '';
}

describe('what is no archive of images is refused, and it is said why', () => {
  const noTar = /^It cannot be read: a tar (header with|archive that ends)/;
  const noImage = 'It cannot be read: it has neither a manifest.json nor an index.json.';

  test.each<[string, Buffer, RegExp]>([
    ['a short text', Buffer.from('FROM scratch\n'), noTar],
    ['a long text', Buffer.from('FROM scratch\n'.repeat(10_000)), noTar],
    ['a text in gzip', gzipSync('FROM scratch\n'.repeat(10_000)), noTar],
    ['one byte', Buffer.from([0x1f]), noTar],
    ['what only begins as gzip does', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]), /^It cannot be read: /],
    [
      'what only begins as zstd does',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 255, 255, 255, 255, 255]),
      /^It cannot be read: /,
    ],
    ['a program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(5000, 7)]), noTar],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['zeros', () => Buffer.alloc(100_000)],
    ['an empty tar', () => tarOf([])],
    ['an empty tar in gzip', async () => gzipSync(await tarOf([]))],
    [
      'a tar of a folder',
      () => tarOf([folder('a'), file('a/b.json', '{}'), file('a/manifest.json', '[]'), file('c', 'c')]),
    ],
    [
      'a tar with good and bad archives in it',
      async () =>
        tarOf([
          file('a.tar', await tarOf([file('b')])),
          file('c.tar', (await tarOf([file('b', 900)])).subarray(0, 700)),
          file('d.gz', gzipSync('d')),
        ]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await refusal(await bytes())).toBe(noImage);
  });
});

describe('documents that do not fit are refused by their name', () => {
  const config = '{"rootfs":{"type":"layers","diff_ids":[]}}';
  const manifest = '[{"Config":"config.json","RepoTags":null,"Layers":[]}]';
  const digest = `sha256:${'a'.repeat(64)}`;

  test('and what fits is an image', async () => {
    const archive = await tarOf([file('config.json', config), file('manifest.json', manifest)]);
    const images = await readArchive(inPieces(archive), await temporaryLayers());
    expect(images).toMatchObject([{ refs: [], diffIds: [] }]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a manifest that is no JSON', { 'manifest.json': '[{"Config":' }, 'its manifest.json is no JSON: '],
    ['a manifest that is text', { 'manifest.json': 'Config: config.json' }, 'it has neither a manifest.json'],
    ['a manifest that is empty', { 'manifest.json': '' }, 'it has neither a manifest.json'],
    ['a manifest that is an object', { 'manifest.json': '{}' }, 'its manifest.json is not as it should be: '],
    ['a manifest of numbers', { 'manifest.json': '[1]' }, 'its manifest.json is not as it should be: 0: '],
    [
      'a manifest without a config',
      { 'manifest.json': '[{"RepoTags":[]}]' },
      'not as it should be: 0.Config: ',
    ],
    ['a manifest without images', { 'manifest.json': '[]' }, 'its manifest.json names no image'],
    ['a config that is not there', { 'manifest.json': manifest }, 'its config config.json is missing'],
    [
      'a config that is no JSON',
      { 'manifest.json': manifest, 'config.json': '{]' },
      'its config.json is no JSON: ',
    ],
    [
      'a config that is a list',
      { 'manifest.json': manifest, 'config.json': '[]' },
      'its config.json is not as it should be',
    ],
    [
      'a config without rootfs',
      { 'manifest.json': manifest, 'config.json': '{}' },
      'its config.json is not as it should be: rootfs: ',
    ],
    [
      'a layer that is no digest',
      { 'manifest.json': manifest, 'config.json': config.replace('[]', '["../x"]') },
      'should be: rootfs.diff_ids.0: ',
    ],
    [
      'a layer that is not there',
      { 'manifest.json': manifest, 'config.json': config.replace('[]', `["${digest}"]`) },
      `it lacks 1 of 1 layers (${digest})`,
    ],
    ['an index that is no JSON', { 'index.json': '{' }, 'its index.json is no JSON: '],
    [
      'an index that is something else',
      { 'index.json': '{"a":1}' },
      'its index.json is not as it should be: ',
    ],
    [
      'an index of nothing',
      { 'index.json': '{"manifests":[]}' },
      'its index.json names no image that is in it',
    ],
    [
      'an index of what is not there',
      { 'index.json': `{"manifests":[{"digest":"${digest}"}]}` },
      'its index.json names no image that is in it',
    ],
  ])('%s', async (_, files, message) => {
    const archive = await tarOf(Object.entries(files).map(([name, content]) => file(name, content)));
    const text = await refusal(archive);
    expect(text).toMatch(/^It cannot be read: .*\.$/s);
    expect(text).toContain(message);
  });

  test('more of them than any archive of images has', async () => {
    const parts = Array.from({ length: 17 }, (_, index) =>
      file(`${index}.json`, `{${' '.repeat(4_000_000)}}`),
    );
    expect(await refusal(await tarOf(parts), 'ARCHIVE_TOO_LARGE')).toBe(
      'It cannot be read: it holds too many documents and layers to be images.',
    );
  });

  test.each([
    ['manifest.json', { 'manifest.json': `[${' '.repeat(5_000_000)}]` }],
    ['config config.json', { 'manifest.json': manifest, 'config.json': `{${' '.repeat(5_000_000)}}` }],
    ['index.json', { 'index.json': `{${' '.repeat(5_000_000)}}` }],
  ])('a document that is longer than any: %s', async (name, files) => {
    const archive = await tarOf(Object.entries(files).map(([path, content]) => file(path, content)));
    expect(await refusal(archive)).toBe(
      `It cannot be read: its ${name} is too large: 5000002 bytes, and no more than 4194304 are read.`,
    );
  });
});

describe('nothing is written but what is remembered, whatever the names are', () => {
  const evil: readonly Part[] = [
    rawEntry({ name: '/stagebench-absolute', content: 'x' }),
    rawEntry({ name: '../../../stagebench-above', content: 'x' }),
    rawEntry({ name: 'a/../../../stagebench-between', content: 'x' }),
    gnuLong('L', `${'../'.repeat(50)}stagebench-long`),
    rawEntry({ name: 'x', content: 'x' }),
    symlink('out', '../../..'),
    file('out/stagebench-through-a-link', 'x'),
    symlink('abs', '/'),
    hardLink('hard', '../../../../etc/passwd'),
    special('null', 'character-device'),
    special('loop', 'block-device'),
    special('pipe', 'fifo'),
    rawEntry({ name: 'bad \xff\xfe', content: 'x' }),
  ];

  test.each<[string, (layer: Buffer) => Promise<Buffer>]>([
    ['in a layer', async (layer) => archiveOf(legacyFiles(await imageOf({ layers: [layer] })))],
    [
      'in the archive',
      async (layer) => tarOf([...evil, ...ociFiles([await imageOf({ layers: [layer] })]).values()]),
    ],
  ])('%s', async (_, made) => {
    const parent = temporaryFolder();
    const inner = path.join(parent, 'a', 'b', 'store');
    const store = await LayerStore.open(inner, 0);
    writeFileSync(path.join(parent, 'mine'), 'mine');
    const listing = () => readdirSync(parent, { recursive: true, encoding: 'utf8' }).toSorted();
    const before = listing();
    const layer = await tarOf(evil);
    const [image] = await readArchive(inPieces(await made(layer)), store);
    const hex = image?.diffIds[0]?.slice(7) ?? '';
    const added = listing().filter((name) => !before.includes(name));
    expect(added).toEqual([`a/b/store/v5/${hex}`, `a/b/store/v5/${hex}.json`]);
    expect(unfinished(parent)).toEqual([]);
    const outside = [...readdirSync('/'), ...readdirSync(path.dirname(parent))];
    expect(outside.filter((name) => /^stagebench-(absolute|above|between|long$|through)/.test(name))).toEqual(
      [],
    );
    const paths: string[] = [];
    await store.eachEntry(`sha256:${hex}`, (entry) => paths.push(entry.path));
    expect(paths).toEqual([
      ...['stagebench-absolute', 'stagebench-above', 'stagebench-between', 'stagebench-long'],
      ...['out', 'out/stagebench-through-a-link', 'abs', 'hard', 'null', 'loop', 'pipe', 'bad \xff\xfe'],
    ]);
  });
});
