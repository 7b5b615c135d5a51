import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { arm, armLayer, layers, plain, readFacts } from './archive-facts.fixture.ts';
import { file, sha256 } from './archive/hand-made-image.fixture.ts';
import { OciArchive, type MadeDescriptor } from './archive/oci-archive.fixture.ts';
import { parsePlatform } from '../domain/image/platform.ts';
import { inspectImage, readImages } from './inspect-images.ts';
import { temporaryLayers } from './layers/layer-store.fixture.ts';

const signature = 'application/vnd.dev.cosign.simplesigning.v1+json';
const chart = 'application/vnd.cncf.helm.config.v1+json';
const statement = 'application/vnd.in-toto+json';
const sbom = 'application/spdx+json';

/** What programs put beside an image: cosign, BuildKit, oras and regctl, helm. */
const artifacts: readonly [string, (archive: OciArchive) => MadeDescriptor, string][] = [
  [
    'a signature, whose config is that of an image',
    (archive) => {
      const blob = archive.blob('{"critical":{}}', signature);
      return archive.manifest(archive.config([blob.digest], { architecture: '', os: '' }), [blob]);
    },
    `a signature (${signature})`,
  ],
  [
    'an attestation whose annotation was lost',
    (archive) => {
      const blob = archive.blob('{"_type":"https://in-toto.io/Statement/v0.1"}', statement);
      return archive.manifest(archive.config([blob.digest], { os: 'unknown' }), [blob]);
    },
    `an attestation (${statement})`,
  ],
  [
    'an SBOM',
    (archive) => {
      const empty = archive.blob('{}', 'application/vnd.oci.empty.v1+json');
      return archive.manifest(empty, [archive.blob('{"spdx":1}', sbom)], { artifactType: sbom });
    },
    `an SBOM (${sbom})`,
  ],
  [
    'an artifact whose config and layers are those of an image',
    (archive) => archive.manifest(archive.config([]), [], { artifactType: 'application/x.some' }),
    'something of type application/x.some',
  ],
  [
    'a chart',
    (archive) =>
      archive.manifest(archive.blob('{"name":"c"}', chart), [
        archive.blob(gzipSync(layers[1]), 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'),
      ]),
    `a Helm chart (${chart})`,
  ],
  [
    'a document of an unknown media type',
    (archive) => archive.blob('{"hello":"world"}', 'application/json'),
    'something of type application/json',
  ],
  [
    'a type that is no media type',
    (archive) => archive.blob('{}', '\x1b]0;title\x07'),
    'something of an unknown type',
  ],
];

describe('what is no image is passed over, and named', () => {
  test.each(artifacts)('%s', async (_, made, name) => {
    for (const first of [true, false]) {
      const archive = new OciArchive();
      const [image, other] = [archive.image({ layers }), made(archive)];
      const tar = await archive.tar(first ? [other, image] : [image, other]);
      expect(await readFacts(tar)).toEqual({ found: [plain], beside: name, names: ['F'] });
    }
  });

  test.each(artifacts)('alone it is refused, and it is said what was there: %s', async (_, made, name) => {
    const archive = new OciArchive();
    await expect(readFacts(await archive.tar([made(archive)]))).rejects.toMatchObject({
      ...{
        code: 'ARCHIVE_UNREADABLE',
        message: `F cannot be read: its index.json names no image, but ${name}.`,
      },
    });
  });

  test('but a proof with the annotation of BuildKit is not worth a word', async () => {
    const archive = new OciArchive();
    const proof = {
      ...archive.manifest(archive.config([]), [archive.blob('{}', statement)]),
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    };
    expect(await readFacts(await archive.tar([archive.image({ layers }), proof]))).toMatchObject({
      found: [plain],
      beside: '',
    });
  });
});

describe('of several images', () => {
  const arm64 = { architecture: 'arm64' };
  const missing = () => `it lacks 1 of 1 layers (sha256:${sha256(armLayer)})`;

  test('the whole ones are read, the other is named', async () => {
    const archive = new OciArchive();
    const images = [
      archive.image({ layers }),
      archive.image({ layers: [armLayer], config: arm64, withoutLayers: true }),
    ];
    expect(await readFacts(await archive.tar(images))).toEqual({
      ...{ found: [plain], beside: `linux/arm64 (${missing()})`, names: ['F'] },
    });
  });

  test('none is whole: each is named', async () => {
    const archive = new OciArchive();
    const images = [
      archive.image({ layers: [layers[0]], withoutLayers: true }),
      archive.image({ layers: [armLayer], config: arm64, withoutLayers: true }),
    ];
    await expect(readFacts(await archive.tar(images))).rejects.toThrow(
      `F cannot be read: no image in it is whole: linux/amd64 (it lacks 1 of 1 layers (sha256:${sha256(layers[0])})), ` +
        `linux/arm64 (${missing()}).`,
    );
  });

  /** As the containerd store saves: manifest.json names the platform of the machine, index.json all of them. */
  async function ofTwoPlatforms(): Promise<Buffer> {
    const archive = new OciArchive();
    const images = [archive.image({ layers }), archive.image({ layers: [armLayer], config: arm64 })];
    const config = archive.config(layers.map((tar) => `sha256:${sha256(tar)}`));
    const docker = JSON.stringify([
      { Config: `blobs/sha256/${config.digest.slice(7)}`, RepoTags: ['x:1'], Layers: [] },
    ]);
    return archive.tar(images, [file('manifest.json', docker)]);
  }

  test('one is in manifest.json, both are in index.json: both are read', async () => {
    expect(await readFacts(await ofTwoPlatforms())).toEqual({
      ...{ found: [plain, arm], beside: '', names: ['F x:1', 'F linux/arm64'] },
    });
  });

  test.each([
    ['linux/amd64', plain],
    ['linux/arm64', arm],
    ['linux/arm64/v8', arm],
    ['aarch64', arm],
  ])('--platform %s chooses', async (platform, facts) => {
    expect(await readFacts(await ofTwoPlatforms(), platform)).toEqual({
      found: [facts],
      beside: '',
      names: ['F'],
    });
  });

  test('a platform that none has: those that are there are named', async () => {
    await expect(readFacts(await ofTwoPlatforms(), 'linux/s390x')).rejects.toMatchObject({
      ...{
        code: 'UNKNOWN_NAME',
        message: 'F has no image of the platform linux/s390x. It has linux/amd64, linux/arm64.',
      },
    });
  });

  test.each(['', 'linux/', 'linux/arm/v7/x', 'linux arm64', '../x'])('"%s" is no platform', (text) => {
    expect(() => parsePlatform(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

test('looking into an image stops on an interruption, between two layers', async () => {
  const archive = new OciArchive();
  const store = await temporaryLayers();
  const tar = await archive.tar([archive.image({ layers })]);
  const [image] = await readImages('F', Readable.from([tar]), store, {});
  const controller = new AbortController();
  const looking = image && inspectImage(image, store, { signal: controller.signal });
  controller.abort(new Error('stop'));
  await expect(looking).rejects.toThrow('stop');
});
