import { describe, expect, test } from 'vitest';
import { sha256 } from '../hand-made-image.fixture.ts';
import { imagesInArchive } from './images-in-archive.ts';

const config = (name: string) => JSON.stringify({ rootfs: { diff_ids: [] }, config: { User: name } });
const digestOf = (text: string) => `sha256:${sha256(text)}`;

interface Named {
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}
const ref = (name: string) => ({ 'io.containerd.image.name': name });
const manifest = (of: string) => JSON.stringify({ config: { digest: digestOf(of) } });
const index = (...manifests: Named[]) => JSON.stringify({ manifests });

/** The images of an archive with this index.json and these blobs, by user and refs. */
async function imagesOf(top: string, ...blobs: string[]) {
  const { images } = await contentsOf(top, ...blobs);
  return images.map(({ saved }) => [saved.config.config?.User, saved.refs]);
}

function contentsOf(top: string, ...blobs: string[]) {
  const documents = blobs.map((blob) => [`blobs/sha256/${sha256(blob)}`, Buffer.from(blob)] as const);
  return imagesInArchive(new Map([['index.json', Buffer.from(top)], ...documents]));
}

describe('an index names', () => {
  const one = config('one');
  const two = config('two');

  test('images, in its order', async () => {
    const top = index({ digest: digestOf(manifest(one)) }, { digest: digestOf(manifest(two)) });
    expect(await imagesOf(top, manifest(one), manifest(two), one, two)).toEqual([
      ['one', []],
      ['two', []],
    ]);
  });

  test('one image by several names', async () => {
    const digest = digestOf(manifest(one));
    const top = index({ digest, annotations: ref('a:1') }, { digest, annotations: ref('b:2') });
    expect(await imagesOf(top, manifest(one), one)).toEqual([['one', ['a:1', 'b:2']]]);
  });

  test('indexes, whose images have its name unless they have their own', async () => {
    const nested = index(
      ...[
        { digest: digestOf(manifest(one)) },
        { digest: digestOf(manifest(two)), annotations: ref('two:1') },
      ],
    );
    const top = index({ digest: digestOf(nested), annotations: ref('all:1') });
    expect(await imagesOf(top, nested, manifest(one), manifest(two), one, two)).toEqual([
      ['one', ['all:1']],
      ['two', ['two:1']],
    ]);
  });

  test('what is not there, which is passed over', async () => {
    const top = index({ digest: digestOf('gone') }, { digest: digestOf(manifest(one)) });
    expect(await imagesOf(top, manifest(one), one)).toEqual([['one', []]]);
  });

  test('an image whose config is not there, which is a fault of that image', async () => {
    const top = index({ digest: digestOf(manifest(one)) });
    expect(await contentsOf(top, manifest(one))).toMatchObject({
      ...{ images: [], faults: [`its config blobs/sha256/${sha256(one)} is missing`] },
    });
  });

  test('a document that is neither an index nor a manifest, which is an error', async () => {
    await expect(imagesOf(index({ digest: digestOf('{}') }), '{}')).rejects.toThrow(
      `names no image, but something that cannot be read (its blobs/sha256/${sha256('{}')} is not as it should be`,
    );
  });

  test('indexes that name one another a million times, each of which is read once', async () => {
    const blobs = [manifest(one), one];
    let below = manifest(one);
    for (let depth = 0; depth < 40; depth += 1) {
      below = index({ digest: digestOf(below) }, { digest: digestOf(below) });
      blobs.push(below);
    }
    expect(await imagesOf(below, ...blobs)).toEqual([['one', []]]);
  });

  test('itself, which is no reason to go round in circles', async () => {
    const loop = Buffer.from(index({ digest: 'sha1:loop' }));
    const documents = new Map([
      ['index.json', loop],
      ['blobs/sha1/loop', loop],
    ]);
    await expect(imagesInArchive(documents)).rejects.toThrow('names no image');
  });
});

test('a manifest.json goes before an index.json, which may be damaged then', async () => {
  const documents = new Map(
    Object.entries({
      'index.json': 'no JSON',
      'manifest.json': '[{"Config":"c","RepoTags":["a:1"]}]',
      c: config('docker'),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
  expect(await imagesInArchive(documents)).toMatchObject({
    images: [{ saved: { refs: ['a:1'], configDigest: digestOf(config('docker')), diffIds: [] } }],
    beside: [expect.stringContaining('an index that cannot be read (its index.json is no JSON: ')],
  });
});

test('what only the index.json tells of comes after what both do', async () => {
  const both = config('both');
  const documents = new Map(
    Object.entries({
      'manifest.json': JSON.stringify([{ Config: 'c', RepoTags: ['a:1'] }]),
      c: both,
      'index.json': index({ digest: digestOf(manifest(both)) }, { digest: digestOf(manifest('two')) }),
      ...Object.fromEntries(
        [manifest(both), both, manifest('two')].map((blob) => [`blobs/sha256/${sha256(blob)}`, blob]),
      ),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
  const found = await imagesInArchive(documents);
  expect(found.images.map(({ saved }) => saved.refs)).toEqual([['a:1']]);
  expect(found.faults).toEqual([`its config blobs/sha256/${sha256('two')} is missing`]);
});

describe('indexes without an end are refused after so many steps', () => {
  test('5,000 names of an index of 5,000 manifests', async () => {
    const nested = index(...Array.from({ length: 5000 }, () => ({ digest: digestOf('gone') })));
    const digest = digestOf(nested);
    const top = index(
      ...Array.from({ length: 5000 }, (_, number) => ({ digest, annotations: ref(`${number}`) })),
    );
    await expect(imagesOf(top, nested)).rejects.toThrow('its indexes name more than 100000 manifests');
  });

  test('and reading may be stopped before each document', async () => {
    const nested = index();
    const documents = new Map([
      ['index.json', Buffer.from(index({ digest: digestOf(nested) }))],
      [`blobs/sha256/${sha256(nested)}`, Buffer.from(nested)],
    ]);
    const turn = () => Promise.reject(new Error('stop'));
    await expect(imagesInArchive(documents, { turn })).rejects.toThrow('stop');
  });
});
