import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { blockBytes } from '../../inspect/tar/tar-header.ts';
import { TarReader } from '../../inspect/tar/tar-reader.ts';

/** Documents are small; layers are not read. Bytes. */
const largestDocument = 1 << 20;

interface Descriptor {
  readonly digest: string;
}

interface Index {
  readonly manifests: readonly Descriptor[];
}

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/**
 * An OCI archive of BuildKit as `docker load` takes it on every image store: the classic one wants `manifest.json`, which is put
 * before the rest. Throws a plain Error if the archive has no image.
 */
export async function loadableArchive(file: string, tag: string): Promise<Readable> {
  const documents = await readDocuments(file);
  const read = (name: string): unknown => {
    const content = documents.get(name);
    if (content === undefined) throw new Error(`the archive of the builder has no ${name}`);
    return JSON.parse(content.toString('utf8'));
  };
  const [first] = (read('index.json') as Index).manifests;
  if (first === undefined) throw new Error('the archive of the builder has no image');
  const { config, layers } = read(blobName(first)) as Manifest;
  const manifest = [{ Config: blobName(config), RepoTags: [tag], Layers: layers.map(blobName) }];
  return Readable.from(joined(await tarEntry('manifest.json', JSON.stringify(manifest)), file));
}

const blobName = ({ digest }: Descriptor): string => `blobs/${digest.replace(':', '/')}`;

async function* joined(first: Buffer, file: string): AsyncGenerator<Buffer> {
  yield first;
  yield* createReadStream(file) as AsyncIterable<Buffer>;
}

async function readDocuments(file: string): Promise<Map<string, Buffer>> {
  const documents = new Map<string, Buffer>();
  const reader = new TarReader(({ name, size, typeFlag }) => {
    if (typeFlag !== '0' || size > largestDocument) return undefined;
    const pieces: Buffer[] = [];
    return {
      write: (piece) => pieces.push(Buffer.from(piece)),
      end: () => documents.set(name, Buffer.concat(pieces)),
    };
  });
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) reader.write(chunk);
  reader.end();
  return documents;
}

/** A file in a tar, without the two empty blocks that end one: more follows. */
async function tarEntry(name: string, text: string): Promise<Buffer> {
  const packed = pack();
  packed.entry({ name }, text);
  packed.finalize();
  const whole = await buffer(packed);
  return whole.subarray(0, whole.length - 2 * blockBytes);
}
