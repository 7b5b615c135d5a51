import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { StagebenchError } from '../../domain/errors.ts';
import type { PumpedArchive } from '../../engine/engine.ts';
import { BeyondBound } from '../beyond-bound.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { NotKept } from '../layers/not-kept.ts';
import type { NamedFile } from './found.ts';
import { ArchiveFiles, turnOf, type ReadingOptions } from './archive-files.ts';
import { pumpOf } from './chunk-sink.ts';
import { chooseImages } from './documents/choose-images.ts';
import {
  compressionOf,
  decoderFor,
  foreignCompression,
  longestMagic,
  type Compression,
} from './compression/decoders.ts';
import type { SavedImage } from './documents/image-config.ts';
import { imagesInArchive } from './documents/images-in-archive.ts';
import type { Platform } from '../../domain/image/platform.ts';
import { readInThread } from './threads/read-in-thread.ts';
import { hasNoThreads, nextAnswer, startThread } from './threads/reading-thread.ts';
import { readRanges, type FileRange } from './threads/read-ranges.ts';
import { faultFinder } from './documents/whole-images.ts';

export interface ReadOptions extends ReadingOptions {
  /** For errors: what is read, at the beginning of a sentence. */
  readonly subject?: string;
  readonly code?: 'IMAGE_UNREADABLE' | 'ARCHIVE_UNREADABLE';
  /** A stream is hashed and parsed by a thread of its own: faster where there is a second core, and 20 MB more. */
  readonly ownThread?: boolean;
  /** Only images of this platform. */
  readonly platform?: Platform | undefined;
  /** Is told what else is in the archive, and is not among the images that are returned; one text. */
  readonly beside?: (text: string) => void;
}

/** What is read of a plain file at a time, on the way from one large file in it to the next. Bytes. */
const pieceBytes = 1 << 16;

/** An archive that can be sought. */
export interface PlainFile {
  readonly file: string;
}

/**
 * Reads an archive of images, as a stream or by several threads from a plain file, whatever its layout: as `docker save`
 * writes it (before 25 a folder per layer, since then OCI), an OCI archive, layers compressed or not, the whole compressed
 * or not. Afterwards the store holds every layer of the images that are returned. A layer is told by its content, the
 * SHA-256 of its tar (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid), never by its name.
 * Nothing is unpacked, no layer is held. What is no image, or lacks something, is passed over if there is an image beside
 * it. Throws `code` if it cannot be read, or if no image in it is whole; ARCHIVE_TOO_LARGE beyond a bound; UNKNOWN_NAME if none is of the platform that is
 * asked for; CACHE_NOT_WRITABLE or TEMPORARY_NOT_WRITABLE if the store cannot keep what is read.
 */
export async function readArchive(
  archive: Readable | PlainFile | PumpedArchive,
  store: LayerStore,
  options: ReadOptions = {},
): Promise<SavedImage[]> {
  const { subject = 'The saved image', code = 'IMAGE_UNREADABLE', signal } = options;
  const fail = (error: unknown): never => {
    signal?.throwIfAborted();
    if (error instanceof StagebenchError) throw error;
    if (error instanceof NotKept) throw store.refused(error);
    const message = `${subject} cannot be read: ${(error as Error).message}.`;
    const bound = error instanceof BeyondBound;
    throw new StagebenchError(bound ? 'ARCHIVE_TOO_LARGE' : code, message, { cause: error });
  };
  // Whoever reads is told; once it is let go of, nobody listens.
  if (archive instanceof Readable) archive.on('error', () => undefined);
  try {
    signal?.throwIfAborted();
    const files = await readAny(archive, store, options);
    const unread = new Map(
      files.flatMap(({ name, found }) => (found.kind === 'unread' ? [[name, found.why]] : [])),
    );
    const contents = await imagesInArchive(documentsOf(files), {
      whyNot: (name) => unread.get(name),
      turn: () => turnOf(signal),
    });
    return chooseImages(contents, faultFinder(files), { ...options, subject });
  } catch (error) {
    return fail(error);
  } finally {
    if (archive instanceof Readable) archive.destroy();
  }
}

/** Everything in the archive that is something. */
function readAny(
  archive: Readable | PlainFile | PumpedArchive,
  store: LayerStore,
  options: ReadOptions,
): Promise<NamedFile[]> {
  if (archive instanceof Readable) return readStream(archive, store, options);
  return 'file' in archive
    ? readPlainFile(archive.file, store, options)
    : readPumped(archive, store, options);
}

/** Likewise. Whoever pumps does not compress the whole. */
async function readPumped(
  archive: PumpedArchive,
  store: LayerStore,
  options: ReadOptions,
): Promise<NamedFile[]> {
  const { signal, digests = false } = options;
  const starting = readyThread();
  try {
    return await readInThread(archive, starting, { store, digests, signal });
  } catch (error) {
    if (!hasNoThreads(error)) throw error;
    return await readHere(archive, store, options);
  } finally {
    await (await starting.catch(() => undefined))?.terminate();
  }
}

function readHere(archive: PumpedArchive, store: LayerStore, options: ReadOptions): Promise<NamedFile[]> {
  const files = new ArchiveFiles(store, options);
  const take = (piece: Buffer): Promise<unknown> | undefined => {
    files.reader.write(piece);
    return files.pressure();
  };
  return files.all(() => archive.pump(take, options.signal));
}

/** Likewise. */
async function readStream(archive: Readable, store: LayerStore, options: ReadOptions): Promise<NamedFile[]> {
  const { signal, digests = false, ownThread = false } = options;
  // A source that stalls is not waited for.
  const stop = () => {
    archive.destroy();
  };
  signal?.addEventListener('abort', stop);
  const starting = ownThread ? readyThread() : undefined;
  try {
    const pump = pumpOf(await uncompressed(archive));
    const hasThread = (await starting?.catch(noThread)) !== undefined;
    return await (hasThread && starting !== undefined
      ? readInThread(pump, starting, { store, digests, signal })
      : readHere(pump, store, options));
  } finally {
    signal?.removeEventListener('abort', stop);
    await (await starting?.catch(() => undefined))?.terminate();
  }
}

/** Rejects where there are no threads. */
async function readyThread(): Promise<Worker> {
  const thread = startThread('stream.worker.ts');
  await nextAnswer(thread);
  return thread;
}

/** What can be pumped only once is not begun where there is nobody to take it. */
function noThread(error: unknown): undefined {
  if (!hasNoThreads(error)) throw error;
}

/** Likewise. What is small is read here, what is large by threads. One that is compressed as a whole is a stream. */
async function readPlainFile(file: string, store: LayerStore, options: ReadOptions): Promise<NamedFile[]> {
  const { signal, digests = false } = options;
  const readWhole = async (): Promise<NamedFile[]> => {
    const stream = createReadStream(file);
    try {
      return await readStream(stream, store, options);
    } finally {
      stream.destroy();
    }
  };
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const piece = Buffer.allocUnsafeSlow(pieceBytes);
    const read = (at: number) => piece.subarray(0, readSync(fd, piece, 0, pieceBytes, at));
    const start = read(0);
    if (decoderFor(start) !== undefined || foreignCompression(start) !== undefined) {
      return await readWhole();
    }
    const large: FileRange[] = [];
    const files = new ArchiveFiles(store, options, (range) => large.push(range));
    const small = await files.all(async () => {
      for (let at = 0; at < size && !files.reader.ended;) {
        const bytes = Buffer.from(read(at));
        if (bytes.length === 0) return;
        files.reader.write(bytes);
        at += bytes.length + files.reader.skip(size - at - bytes.length);
        await files.pressure();
        // Ctrl-C is heard between two turns.
        await turnOf(signal);
      }
    });
    try {
      const diffIds = await namedLayers(small, signal);
      return [...small, ...(await readRanges(fd, large, { store, digests, signal, diffIds }))];
    } catch (error) {
      if (!hasNoThreads(error)) throw error;
      return await readWhole();
    }
  } finally {
    closeSync(fd);
  }
}

/** The diffIDs of all layers that the documents of an archive name, by their names in it; none if they cannot be read. */
async function namedLayers(
  files: readonly NamedFile[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const diffIds = new Map<string, string>();
  const contents = await imagesInArchive(documentsOf(files), { turn: () => turnOf(signal) }).catch(() => {
    signal?.throwIfAborted();
    return undefined;
  });
  for (const { saved, sources } of contents?.images ?? [])
    if (sources.length === saved.diffIds.length)
      for (const [index, { name }] of sources.entries()) diffIds.set(name, saved.diffIds[index] ?? '');
  return diffIds;
}

const documentsOf = (files: readonly NamedFile[]): Map<string, Buffer> =>
  new Map(files.flatMap(({ name, found }) => (found.kind === 'document' ? [[name, found.content]] : [])));

/** Docker reads most such archives by calling the same program. `outer`: it is compressed once more. */
function howToRead(inner: Compression, outer?: Compression): string {
  const first =
    outer === undefined ? `${inner.program} -dc FILE` : `${outer.program} -dc FILE | ${inner.program} -dc`;
  const twice = outer === undefined ? '' : ` inside ${outer.format}`;
  return `it is compressed with ${inner.format}${twice}, which is not read here; \`${first} | npm run -s stagebench -- inspect -\` reads it`;
}

/** Passes on what was compressed; breaks where it is so once more. */
function onceOnly(outer: Compression): Transform {
  let start: Buffer | undefined = Buffer.alloc(0);
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      if (start !== undefined) {
        start = Buffer.concat([start, chunk.subarray(0, longestMagic)]);
        const inner = compressionOf(start);
        if (inner !== undefined) {
          done(new Error(howToRead(inner, outer)));
          return;
        }
        if (start.length >= longestMagic) start = undefined;
      }
      done(null, chunk);
    },
  });
}

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
  const foreign = foreignCompression(head);
  if (foreign !== undefined) throw new Error(howToRead(foreign));
  const decoder = decoderFor(head);
  const outer = compressionOf(head);
  const source = archive.readableEnded ? Readable.from([head]) : archive;
  return decoder === undefined || outer === undefined ? [source] : [source, decoder, onceOnly(outer)];
}
