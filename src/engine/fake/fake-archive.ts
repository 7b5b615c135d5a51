import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { StagebenchError } from '../../domain/errors.ts';
import type { ImageInspection } from '../engine.ts';
import type { FakeImage } from './fake-image.ts';

interface Listed {
  readonly tag: string;
  readonly inspection: ImageInspection;
  readonly layers: readonly string[];
}

const listName = 'fake.json';

/** Images as one archive: the layers as `docker save` lays them out, and what only the fake engine knows. */
export function archiveOf(images: readonly (readonly [tag: string, image: FakeImage])[]): Readable {
  const archive = pack();
  const list = images.map(([tag, { inspection, layers }], number): Listed => {
    const names = layers.map((_, index) => `${number}-${index}/layer.tar`);
    for (const [index, layer] of layers.entries()) archive.entry({ name: names[index] ?? '' }, layer);
    return { tag, inspection, layers: names };
  });
  archive.entry({ name: 'manifest.json' }, '[]');
  archive.entry({ name: listName }, JSON.stringify(list));
  archive.finalize();
  return Readable.from(archive as AsyncIterable<Buffer>);
}

/** What `archiveOf` has written. */
export async function imagesIn(archive: Readable): Promise<(readonly [tag: string, image: FakeImage])[]> {
  const files = new Map<string, Buffer>();
  try {
    const entries = archive.pipe(extract());
    for await (const entry of entries) files.set(entry.header.name, await buffer(entry));
  } catch (error) {
    throw new StagebenchError('ENGINE_REQUEST', 'This is no archive.', { cause: error });
  }
  const text = files.get(listName)?.toString('utf8');
  if (text === undefined)
    throw new StagebenchError('ENGINE_REQUEST', 'This archive is not of the fake engine.');
  const list = JSON.parse(text) as Listed[];
  return list.map(({ tag, inspection, layers }) => [
    tag,
    { inspection, layers: layers.map((name) => files.get(name) ?? Buffer.alloc(0)) },
  ]);
}
