import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { armLayer, layers, plain, arm, readFacts } from '../archive-facts.fixture.ts';
import { middleSparse, newSparse, oldSparse } from '../tar/hand-made-tar.fixture.ts';
import { file, sha256, tarOf, type Part } from './hand-made-image.fixture.ts';
import { OciArchive } from './oci-archive.fixture.ts';

const diffIds = layers.map((tar) => `sha256:${sha256(tar)}`);

/** The layers by name in an archive of a manifest.json; `made` puts one in. */
function legacy(made: (name: string, tar: Buffer) => Part): Promise<Buffer> {
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { diff_ids: diffIds } });
  const manifest = [{ config: 'config.json', repoTags: null, layers: ['1.tar', '2.tar'] }];
  return tarOf([
    ...layers.map((tar, index) => made(`${index + 1}.tar`, tar)),
    file('config.json', config),
    file('manifest.json', JSON.stringify(manifest)),
  ]);
}

/** The end of the tar, 1,024 zeros, is a hole. */
const sparse = (format: typeof newSparse) =>
  legacy((name, tar) =>
    format(name, tar.length, [
      [0, tar.toString('latin1', 0, tar.length - 1024)],
      [tar.length, ''],
    ]),
  );

async function withArtifacts(): Promise<Buffer> {
  const archive = new OciArchive();
  const signature = archive.blob('{"critical":{}}', 'application/vnd.dev.cosign.simplesigning.v1+json');
  const signed = archive.manifest(archive.config([signature.digest]), [signature]);
  return archive.tar([archive.image({ layers }), signed, archive.blob('{"a":1}', 'application/json')]);
}

async function ofTwoPlatforms(): Promise<Buffer> {
  const archive = new OciArchive();
  const config = { architecture: 'arm64' };
  return archive.tar([archive.image({ layers }), archive.image({ layers: [armLayer], config })]);
}

function inZstd(): Promise<Buffer> {
  const archive = new OciArchive();
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7]);
  const compress = (tar: Buffer) => Buffer.concat([skipped, zstdCompressSync(tar)]);
  return archive.tar([archive.image({ layers, compress })]);
}

const kinds: readonly [string, () => Promise<Buffer>][] = [
  ['artifacts beside an image', withArtifacts],
  ['two platforms', ofTwoPlatforms],
  ['frames to be skipped in zstd', inZstd],
  ['small letters, and layers in gzip', () => legacy((name, tar) => file(name, gzipSync(tar)))],
  ['sparse files in old GNU format', () => sparse(oldSparse)],
  ['sparse files in PAX 0.1', () => sparse(middleSparse)],
  ['sparse files in PAX 1.0', () => sparse(newSparse)],
];

/** Either a known error, or the right numbers of one or both of the images. A stack would be another error. */
async function expectRightOrRefused(archive: Buffer, where: string): Promise<void> {
  const outcome = await readFacts(archive).catch((error: unknown) => error);
  if (outcome instanceof Error)
    expect(outcome, where).toMatchObject({ name: 'StagebenchError', code: 'ARCHIVE_UNREADABLE' });
  else {
    const { found } = outcome as Awaited<ReturnType<typeof readFacts>>;
    expect(found.length, where).toBeGreaterThan(0);
    // A byte of a name of a platform in a config without a digest is somebody's own word.
    for (const facts of found)
      expect(
        [plain, arm].map((right) => right.slice(1)),
        where,
      ).toContainEqual((facts as unknown[]).slice(1));
  }
}

describe.each(kinds)(
  'an archive with %s that is damaged is refused, or what is read of it is right',
  (_, made) => {
    test('torn at every block', async () => {
      const archive = await made();
      expect((await readFacts(archive)).found[0]).toEqual(plain);
      for (let length = 0; length < archive.length; length += 512)
        await expectRightOrRefused(archive.subarray(0, length), `${length} bytes`);
    });

    test('with another byte', async () => {
      const archive = await made();
      for (let at = 3; at < archive.length; at += 89) {
        const damaged = Buffer.from(archive);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
        await expectRightOrRefused(damaged, `byte ${at}`);
      }
    });
  },
);
