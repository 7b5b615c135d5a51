import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
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
  return Readable.from(joined(tarEntry('manifest.json', JSON.stringify(manifest)), file));
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

/** A file in a tar: its header, its content, and zeros up to the next block. */
function tarEntry(name: string, text: string): Buffer {
  const content = Buffer.from(text, 'utf8');
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, digits: number) =>
    header.write(value.toString(8).padStart(digits, '0'), at, 'latin1');
  header.write(name, 0, 'latin1');
  octal(0o644, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(content.length, 124, 11);
  octal(0, 136, 11);
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  header[154] = 0;
  const rest = (blockBytes - (content.length % blockBytes)) % blockBytes;
  return Buffer.concat([header, content, Buffer.alloc(rest)]);
}
