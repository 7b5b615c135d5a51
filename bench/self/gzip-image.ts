import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { execa } from 'execa';
import { pack } from 'tar-stream';

/** A layer in gzip, as builders write them. */
export interface GzipLayer {
  readonly file: string;
  /** Of the content. */
  readonly diffId: string;
}

/** Writes a layer, whose tar is given, in gzip to a file. */
export async function gzipLayer(tar: AsyncIterable<unknown>, file: string): Promise<GzipLayer> {
  const hash = createHash('sha256');
  await pipeline(
    tar,
    async function* (source: AsyncIterable<unknown>) {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createGzip(),
    createWriteStream(file),
  );
  return { file, diffId: `sha256:${hash.digest('hex')}` };
}

/** Writes an image as `docker save` does, with its layers as they are given; it is on the disk when this resolves. */
export async function writeImage(
  target: string,
  config: string,
  layers: readonly GzipLayer[],
): Promise<string> {
  const archive = pack();
  const written = pipeline(archive, createWriteStream(target, { flush: true }));
  const add = (name: string, content: string) =>
    new Promise<void>((resolve, reject) => {
      archive.entry({ name }, content, (error) => (error ? reject(error) : resolve()));
    });
  const configName = blobName(createHash('sha256').update(config).digest('hex'));
  await add(configName, config);
  const names: string[] = [];
  for (const { file } of layers) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const name = blobName(hash.digest('hex'));
    await pipeline(createReadStream(file), archive.entry({ name, size: (await stat(file)).size }));
    names.push(name);
  }
  await add('manifest.json', JSON.stringify([{ Config: configName, RepoTags: null, Layers: names }]));
  archive.finalize();
  await written;
  return target;
}

const blobName = (hex: string): string => `blobs/sha256/${hex}`;

/** What `docker save` has written, with its layers in gzip. `folder` takes what is made on the way. */
export async function gzipSaved(saved: string, folder: string, target: string): Promise<string> {
  await execa('tar', ['-xf', saved, '-C', folder]);
  const [image] = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as {
    Config: string;
    Layers: string[];
  }[];
  if (image === undefined) throw new Error('docker save has saved nothing');
  const layers: GzipLayer[] = [];
  for (const [index, name] of image.Layers.entries())
    layers.push(
      await gzipLayer(createReadStream(path.join(folder, name)), path.join(folder, `layer-${index}`)),
    );
  return writeImage(target, await readFile(path.join(folder, image.Config), 'utf8'), layers);
}
