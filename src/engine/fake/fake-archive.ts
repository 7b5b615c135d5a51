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
    archive.entry({ name: `${number}.json` }, JSON.stringify(configOf(inspection)));
    return { tag, inspection, layers: names };
  });
  const manifest = list.map(({ tag, layers }, number) => ({
    ...{ Config: `${number}.json`, RepoTags: [tag], Layers: layers },
  }));
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.entry({ name: listName }, JSON.stringify(list));
  archive.finalize();
  return Readable.from(archive as AsyncIterable<Buffer>);
}

/** The config of an image: a step for each layer, and before them those that make none. */
function configOf({ diffIds, historySteps, labels, platform, user }: ImageInspection) {
  const [os, architecture] = platform.split('/');
  const empty = Array.from({ length: Math.max(0, historySteps - diffIds.length) }, () => ({
    ...{ created_by: 'ENV FAKE=1', empty_layer: true },
  }));
  const filled = diffIds.map((_, index) => ({ created_by: `RUN step ${index + 1}` }));
  return {
    ...{ architecture, os, config: { User: user, Labels: labels } },
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: [...empty, ...filled],
  };
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
