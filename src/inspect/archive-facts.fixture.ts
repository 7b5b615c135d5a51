import { Readable } from 'node:stream';
import { file, tarOf, whiteout } from './archive/hand-made-image.fixture.ts';
import { parsePlatform } from '../domain/image/platform.ts';
import { inspectImage, readImages } from './inspect-images.ts';
import { temporaryLayers } from './layers/layer-store.fixture.ts';

/** Layers of 3,584 and 2,560 bytes; 100 of 1,150 bytes in files are deleted by the second one. */
export const layers: readonly [Buffer, Buffer] = [
  await tarOf([file('etc/a', 100), file('b', 1000)]),
  await tarOf([file('c', 50), whiteout('etc/a')]),
];
export const armLayer = await tarOf([file('arm', 9)]);

export const plain = ['linux/amd64', 2, 6144, 1050, 100] as const;
export const arm = ['linux/arm64', 1, 2048, 9, 0] as const;

/** Of an archive F: platform, layers, size, rootfs and waste of each image; what is told to be beside them; their names. */
export async function readFacts(archive: Buffer, platform?: string) {
  const store = await temporaryLayers();
  let beside = '';
  const images = await readImages('F', Readable.from([archive]), store, {
    ...{
      subject: 'F',
      code: 'ARCHIVE_UNREADABLE',
      platform: platform === undefined ? undefined : parsePlatform(platform),
    },
    beside: (text) => (beside = text),
  });
  const found: unknown[] = [];
  for (const image of images) {
    const {
      platform: of,
      layers: count,
      sizeBytes,
      rootfsBytes,
      wasteBytes,
    } = await inspectImage(image, store);
    found.push([of, count, sizeBytes, rootfsBytes, wasteBytes]);
  }
  return { found, beside, names: images.map(({ name }) => name) };
}
