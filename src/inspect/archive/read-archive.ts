import { Readable, Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StagebenchError } from '../../domain/errors.ts';
import { bufferCollector } from '../buffer-collector.ts';
import { cleanPath } from '../layers/clean-path.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { longestPath } from '../layers/longest-path.ts';
import { TarReader, type TarEntry } from '../tar/tar-reader.ts';
import { WithHoles } from '../tar/with-holes.ts';
import { ArchiveFile } from './archive-file.ts';
import { decoderFor, foreignCompression, longestMagic } from './decoders.ts';
import type { SavedImage } from './image-config.ts';
import { imagesInArchive } from './images-in-archive.ts';
import type { Platform } from './platform.ts';
import { chooseImages } from './choose-images.ts';
import { faultFinder, type NamedFile } from './whole-images.ts';

export interface ReadOptions {
  /** For errors: what is read, at the beginning of a sentence. */
  readonly subject?: string;
  readonly code?: 'IMAGE_UNREADABLE' | 'ARCHIVE_UNREADABLE';
  /** Also the SHA-256 of every file. */
  readonly digests?: boolean;
  /** Only images of this platform. */
  readonly platform?: Platform | undefined;
  /** Is told what else is in the archive, and is not among the images that are returned; one text. */
  readonly beside?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** An archive with more bytes of JSON is not one of images; each document counts as a page at least. */
const mostDocumentBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

/**
 * Reads an archive of images as a stream, whatever its layout: as `docker save` writes it (before 25 a folder per
 * layer, since then OCI), an OCI archive, layers compressed or not, the whole compressed or not. Afterwards the store
 * holds every layer of the images that are returned. A layer is told by its content, the SHA-256 of its tar
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid), never by its name. Nothing is
 * unpacked, no layer is held. What is no image, or lacks something, is passed over if there is an image beside it. Throws
 * `code` if it cannot be read, or if no image in it is whole; UNKNOWN_NAME if none is of the platform that is asked for.
 */
export async function readArchive(
  archive: Readable,
  store: LayerStore,
  options: ReadOptions = {},
): Promise<SavedImage[]> {
  const { subject = 'The saved image', code = 'IMAGE_UNREADABLE', signal } = options;
  const fail = (error: unknown): never => {
    signal?.throwIfAborted();
    if (error instanceof StagebenchError) throw error;
    const message = `${subject} cannot be read: ${(error as Error).message}.`;
    throw new StagebenchError(code, message, { cause: error });
  };
  // A source that stalls is not waited for.
  const stop = () => {
    archive.destroy();
  };
  signal?.addEventListener('abort', stop);
  try {
    signal?.throwIfAborted();
    const files = await readFiles(await uncompressed(archive), store, options);
    const documents = new Map(
      files.flatMap(({ name, found }) => (found.kind === 'document' ? [[name, found.content]] : [])),
    );
    const unread = new Map(
      files.flatMap(({ name, found }) => (found.kind === 'unread' ? [[name, found.why]] : [])),
    );
    const contents = await imagesInArchive(documents, {
      whyNot: (name) => unread.get(name),
      turn: () => turnOf(signal),
    });
    return chooseImages(contents, faultFinder(files), { ...options, subject });
  } catch (error) {
    return fail(error);
  } finally {
    signal?.removeEventListener('abort', stop);
    archive.destroy();
  }
}

/** Lets an interruption in: a long line of documents is read without any other event. */
async function turnOf(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}

/** GNU tar marks a sparse one in its own way. */
const isFile = ({ typeFlag }: TarEntry): boolean => typeFlag === '0' || typeFlag === 'S';

/** Everything in the archive that is something, in its order. */
async function readFiles(
  streams: readonly (Readable | Transform)[],
  store: LayerStore,
  { digests = false, signal }: ReadOptions,
): Promise<NamedFile[]> {
  const waits: Promise<unknown>[] = [];
  const wait = (pressure: Promise<unknown>) => {
    // It is awaited after this chunk; until then nobody else would notice its rejection.
    pressure.catch(() => undefined);
    waits.push(pressure);
  };
  let documentBytes = 0;
  const claim = (bytes: number) => {
    documentBytes += Math.max(bytes, pageBytes);
    if (documentBytes > mostDocumentBytes) throw new Error('it holds too many documents to be images');
  };
  let stopped = false;
  const turn = async () => {
    await turnOf(signal);
    if (stopped) throw new Error('reading has stopped');
    await Promise.all(waits.splice(0));
  };
  const files = new Set<ArchiveFile>();
  const reader = new TarReader(
    (entry) => {
      if (!isFile(entry) || entry.name.length > longestPath) return undefined;
      const name = cleanPath(entry.name);
      const file = new ArchiveFile(name, entry.size, { store, digests, claim, wait });
      files.add(file);
      // There may be millions that are nothing.
      file.done.then(
        ({ kind }) => kind === 'other' && files.delete(file),
        () => undefined,
      );
      return entry.sparse ? new WithHoles(entry, file, { wait, turn }) : file;
    },
    { sparse: true },
  );
  const collect = bufferCollector();
  const take = (chunk: Buffer): Promise<unknown> | undefined => {
    reader.write(chunk);
    collect(chunk.length);
    return waits.length > 0 ? Promise.all(waits.splice(0)) : undefined;
  };
  try {
    await pipeline([...streams, sinkOf(take)]);
    reader.end();
    return await Promise.all(
      Array.from(files, async (file) => ({ name: file.name, found: await file.done })),
    );
  } catch (error) {
    stopped = true;
    await Promise.all(Array.from(files, (file) => file.abandon()));
    throw error;
  }
}

/** Not by iteration: its promises keep each chunk until all garbage is collected, which takes long. */
const sinkOf = (take: (chunk: Buffer) => Promise<unknown> | undefined): Writable =>
  new Writable({
    write: (chunk: Buffer, _, done) => {
      let pressure: Promise<unknown> | undefined;
      try {
        pressure = take(chunk);
      } catch (error) {
        done(error as Error);
        return;
      }
      if (pressure === undefined) done();
      else
        pressure.then(() => {
          done();
        }, done);
    },
  });

/** Docker reads such an archive by calling the same program. */
const howToRead = (program: string): string =>
  `it is compressed with ${program}, which is not read here; \`${program} -dc FILE | npm run -s stagebench -- inspect -\` reads it`;

/** The archive, and what takes the compression off the whole, if it has one. */
async function uncompressed(archive: Readable): Promise<(Readable | Transform)[]> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of archive.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= longestMagic) break;
  }
  const head = Buffer.concat(chunks);
  if (!archive.readableEnded) archive.unshift(head);
  const program = foreignCompression(head);
  if (program !== undefined) throw new Error(howToRead(program));
  const decoder = decoderFor(head);
  return [
    archive.readableEnded ? Readable.from([head]) : archive,
    ...(decoder === undefined ? [] : [decoder]),
  ];
}
