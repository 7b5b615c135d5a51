import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import { armLayer, layers, plain, readFacts } from '../archive-facts.fixture.ts';
import { file, sha256, tarOf } from './hand-made-image.fixture.ts';
import { OciArchive, types, type MadeDescriptor } from './oci-archive.fixture.ts';

describe('configs are read as Go reads them', () => {
  test.each<[string, object]>([
    ['a variant that is null', { variant: null }],
    ['a label that is null', { config: { Labels: { a: null } } }],
    ['a word for a list of one', { config: { Cmd: 'run me', Entrypoint: '/bin/x' } }],
    ['a step that is null', { history: [{ created_by: 'a' }, null, { created_by: 'b' }] }],
    ['a variable that is null', { config: { Env: [null, 'A=1'], ExposedPorts: null } }],
    ['keys in another case', { os: undefined, OS: 'linux', Config: { labels: { a: 'b' }, CMD: ['x'] } }],
  ])('%s', async (_, config) => {
    const archive = new OciArchive();
    expect(await readFacts(await archive.tar([archive.image({ layers, config })]))).toMatchObject({
      found: [plain],
    });
  });

  test('and a manifest.json with small letters, as old versions of jib write it', async () => {
    const diffIds = layers.map((tar) => `sha256:${sha256(tar)}`);
    const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { diff_ids: diffIds } });
    const names = ['1.tar.gz', '2.tar.gz'];
    const manifest = [{ config: 'config.json', repoTags: ['j:1'], layers: names }];
    const tar = await tarOf([
      ...layers.map((layer, index) => file(names[index] ?? '', gzipSync(layer))),
      file('config.json', config),
      file('manifest.json', JSON.stringify(manifest)),
    ]);
    expect(await readFacts(tar)).toMatchObject({ found: [plain] });
  });
});

describe('what refuses an image says why', () => {
  const refused = async (
    made: (archive: OciArchive) => MadeDescriptor,
    code: ErrorCode = 'ARCHIVE_UNREADABLE',
  ): Promise<string> => {
    const archive = new OciArchive();
    const tar = await archive.tar([made(archive)]);
    const error: unknown = await readFacts(tar).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    return error instanceof Error ? error.message : '';
  };

  test('a foreign layer was never saved', async () => {
    const layerType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
    const message = await refused((archive) =>
      archive.image({ layers: [armLayer], withoutLayers: true, layerType }),
    );
    expect(message).toContain(`its layer sha256:${sha256(armLayer)} is a foreign one, which is never saved`);
  });

  test('a config of other layers than are named', async () => {
    const message = await refused((archive) =>
      archive.manifest(archive.config([]), [archive.blob(gzipSync(armLayer), types.layer)]),
    );
    expect(message).toContain('its config has 0 layers, where 1 are named');
  });

  test('content that is other than the config says is not lacking', async () => {
    const blob = gzipSync(armLayer);
    const message = await refused((archive) =>
      archive.manifest(archive.config([`sha256:${sha256(layers[0])}`]), [archive.blob(blob, types.layer)]),
    );
    expect(message).toContain(
      `its blobs/sha256/${sha256(blob)} has other content than its config says: ` +
        `sha256:${sha256(armLayer)} instead of sha256:${sha256(layers[0])}.`,
    );
  });

  test.each([
    ['xz', Buffer.from('\xfd7zXZ\0\0\x04', 'latin1')],
    ['bzip2', Buffer.from('BZh91AY&SY', 'latin1')],
  ])('a layer in %s is not read', async (program, start) => {
    const compress = () => Buffer.concat([start, Buffer.alloc(600, 1)]);
    const message = await refused((archive) => archive.image({ layers: [armLayer], compress }));
    expect(message).toContain(`is compressed with ${program}, which is not read inside an archive`);
  });

  test('more layers than ten times what engines take', async () => {
    const many = (count: number) => Array.from({ length: count }, () => armLayer);
    const tooMany = (archive: OciArchive) => archive.image({ layers: many(1281) });
    expect(await refused(tooMany, 'ARCHIVE_TOO_LARGE')).toContain(
      'it has 1281 layers; more than 1280 are not read, engines take 128',
    );
    const archive = new OciArchive();
    const tar = await archive.tar([archive.image({ layers: many(1280) })]);
    expect(await readFacts(tar)).toMatchObject({ found: [['linux/amd64', 1280, 1280 * 2048, 9, 1279 * 9]] });
  });

  // The whole of `printf '' | xz`, `printf '' | bzip2` and `printf '' | xz --format=lzma`.
  test.each([
    ['xz', 'xz', '/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo='],
    ['bzip2', 'bzip2', 'QlpoORdyRThQkAAAAAA='],
    ['lzma', 'xz', 'XQAAgAD//////////wCD//v//8AAAAA='],
  ])(
    'an archive in %s, also inside gzip or zstd: the command that helps',
    async (format, program, base64) => {
      const empty = Buffer.from(base64, 'base64');
      const command = (decode: string) => `\`${decode} | npm run -s stagebench -- inspect -\` reads it.`;
      await expect(readFacts(empty)).rejects.toThrow(
        `F cannot be read: it is compressed with ${format}, which is not read here; ` +
          command(`${program} -dc FILE`),
      );
      for (const [outer, compress] of [
        ['gzip', gzipSync],
        ['zstd', zstdCompressSync],
      ] as const)
        await expect(readFacts(compress(empty))).rejects.toThrow(
          `F cannot be read: it is compressed with ${format} inside ${outer}, which is not read here; ` +
            command(`${outer} -dc FILE | ${program} -dc`),
        );
    },
  );

  test('an archive in gzip that is in gzip once more: the command that helps', async () => {
    await expect(readFacts(gzipSync(gzipSync('')))).rejects.toThrow('`gzip -dc FILE | gzip -dc | npm');
  });

  test('a tar whose first file is called ] is none in lzma', async () => {
    await expect(readFacts(await tarOf([file(']', 'x')]))).rejects.toThrow('neither a manifest.json nor');
  });
});

describe('layers in zstd', () => {
  /** https://github.com/facebook/zstd/blob/dev/contrib/pzstd/README.md: before each frame one that says how long it is. */
  const pzstd = (tar: Buffer): Buffer => {
    const frames: Buffer[] = [];
    for (let at = 0; at < tar.length; at += 1000) {
      const frame = zstdCompressSync(tar.subarray(at, at + 1000));
      const skipped = Buffer.alloc(12);
      [0x184d2a50, 4, frame.length].forEach((value, index) => skipped.writeUInt32LE(value, index * 4));
      frames.push(skipped, frame);
    }
    return Buffer.concat(frames);
  };

  /** One frame, of raw blocks, that needs a window of 2 ^ `log` bytes (RFC 8878, sections 3.1.1.1.2 and 3.1.1.2). */
  const window =
    (log: number) =>
    (tar: Buffer): Buffer => {
      const block = Buffer.alloc(3);
      block.writeUIntLE((tar.length << 3) | 1, 0, 3);
      return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (log - 10) << 3]), block, tar]);
    };

  test.each<[string, (tar: Buffer) => Buffer]>([
    ['that begin with a frame to be skipped', pzstd],
    ['with a window of 128 MiB', window(27)],
    ['with a window of 256 MiB', window(28)],
    ['with a window of 512 MiB, as much as engines take', window(29)],
  ])('%s', async (_, compress) => {
    const archive = new OciArchive();
    expect(await readFacts(await archive.tar([archive.image({ layers, compress })]))).toMatchObject({
      found: [plain],
    });
  });

  test('with a window of 1 GiB are refused, and it is said why', async () => {
    const archive = new OciArchive();
    const tar = await archive.tar([archive.image({ layers, compress: window(30) })]);
    await expect(readFacts(tar)).rejects.toThrow(
      'its zstd window is larger than 512 MiB, the most that engines take',
    );
  });
});
