import { describe, expect, test } from 'vitest';
import { sha256 } from './hand-made-image.fixture.ts';
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
function imagesOf(top: string, ...blobs: string[]) {
  const documents = blobs.map((blob) => [`blobs/sha256/${sha256(blob)}`, Buffer.from(blob)] as const);
  const images = imagesInArchive(new Map([['index.json', Buffer.from(top)], ...documents]));
  return images.map((image) => [image.config.config?.User, image.refs]);
}

describe('an index names', () => {
  const one = config('one');
  const two = config('two');

  test('images, in its order', () => {
    const top = index({ digest: digestOf(manifest(one)) }, { digest: digestOf(manifest(two)) });
    expect(imagesOf(top, manifest(one), manifest(two), one, two)).toEqual([
      ['one', []],
      ['two', []],
    ]);
  });

  test('one image by several names', () => {
    const digest = digestOf(manifest(one));
    const top = index({ digest, annotations: ref('a:1') }, { digest, annotations: ref('b:2') });
    expect(imagesOf(top, manifest(one), one)).toEqual([['one', ['a:1', 'b:2']]]);
  });

  test('indexes, whose images have its name unless they have their own', () => {
    const nested = index(
      ...[
        { digest: digestOf(manifest(one)) },
        { digest: digestOf(manifest(two)), annotations: ref('two:1') },
      ],
    );
    const top = index({ digest: digestOf(nested), annotations: ref('all:1') });
    expect(imagesOf(top, nested, manifest(one), manifest(two), one, two)).toEqual([
      ['one', ['all:1']],
      ['two', ['two:1']],
    ]);
  });

  test('what is not there, which is passed over', () => {
    const top = index({ digest: digestOf('gone') }, { digest: digestOf(manifest(one)) });
    expect(imagesOf(top, manifest(one), one)).toEqual([['one', []]]);
  });

  test('an image whose config is not there, which is an error', () => {
    const top = index({ digest: digestOf(manifest(one)) });
    expect(() => imagesOf(top, manifest(one))).toThrow(`its config blobs/sha256/${sha256(one)} is missing`);
  });

  test('a document that is neither an index nor a manifest, which is an error', () => {
    expect(() => imagesOf(index({ digest: digestOf('{}') }), '{}')).toThrow('is not as it should be');
  });

  test('indexes that name one another a million times, each of which is read once', () => {
    const blobs = [manifest(one), one];
    let below = manifest(one);
    for (let depth = 0; depth < 40; depth += 1) {
      below = index({ digest: digestOf(below) }, { digest: digestOf(below) });
      blobs.push(below);
    }
    expect(imagesOf(below, ...blobs)).toEqual([['one', []]]);
  });

  test('itself, which is no reason to go round in circles', () => {
    const loop = Buffer.from(index({ digest: 'sha1:loop' }));
    const documents = new Map([
      ['index.json', loop],
      ['blobs/sha1/loop', loop],
    ]);
    expect(() => imagesInArchive(documents)).toThrow('names no image');
  });
});

test('a manifest.json goes before an index.json', () => {
  const documents = new Map(
    Object.entries({
      'index.json': 'no JSON',
      'manifest.json': '[{"Config":"c","RepoTags":["a:1"]}]',
      c: config('docker'),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
  expect(imagesInArchive(documents)).toMatchObject([
    { refs: ['a:1'], configDigest: digestOf(config('docker')), diffIds: [] },
  ]);
});
