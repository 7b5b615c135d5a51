import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable, Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../domain/errors.ts';
import { bufferCollector } from '../buffer-collector.ts';
import { cleanPath } from '../layers/clean-path.ts';
import { emptyLayer } from '../layers/empty-layer.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { longestPath } from '../layers/longest-path.ts';
import { TarReader } from '../tar/tar-reader.ts';
import {
  ArchiveFile,
  largestDocument,
  type ArchiveWork,
  type Found,
  type NamedFile,
} from './archive-file.ts';
import { decoderFor, longestMagic } from './decoders.ts';
import type { SavedImage } from './image-config.ts';
import { imagesInArchive } from './images-in-archive.ts';
import { readRanges, type FileRange } from './read-ranges.ts';

export interface ReadOptions {
  /** For errors: what is read, at the beginning of a sentence. */
  readonly subject?: string;
  readonly code?: 'IMAGE_UNREADABLE' | 'ARCHIVE_UNREADABLE';
  /** Also the SHA-256 of every file. */
  readonly digests?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** An archive with more bytes of JSON is not one of images; each document counts as a page at least. */
const mostDocumentBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

/** What is read of a plain file at a time, on the way from one large file in it to the next. Bytes. */
const pieceBytes = 1 << 16;

/** An archive that can be sought. */
export interface PlainFile {
  readonly file: string;
}

/**
 * Reads an archive of images, as a stream or by several threads from a plain file, whatever its layout: as `docker save` writes it (before 25 a folder per
 * layer, since then OCI), an OCI archive, layers compressed or not, the whole compressed or not. Afterwards the store
 * holds every layer of the images that are returned. A layer is told by its content, the SHA-256 of its tar
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid), never by its name. Nothing is
 * unpacked, no layer is held. Throws `code` if it cannot be read, or lacks something.
 */
export async function readArchive(
  archive: Readable | PlainFile,
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
  try {
    signal?.throwIfAborted();
    const files = await ('file' in archive
      ? readPlainFile(archive.file, store, options)
      : readStream(archive, store, options));
    const documents = new Map(
      files.flatMap(({ name, found }) => (found.kind === 'document' ? [[name, found.content]] : [])),
    );
    const images = imagesInArchive(documents);
    requireLayers(
      images,
      files.map(({ found }) => found),
    );
    return images;
  } catch (error) {
    return fail(error);
  } finally {
    if (!('file' in archive)) archive.destroy();
  }
}

/** Everything in the archive that is something. */
async function readStream(archive: Readable, store: LayerStore, options: ReadOptions): Promise<NamedFile[]> {
  const { signal } = options;
  // A source that stalls is not waited for.
  const stop = () => {
    archive.destroy();
  };
  signal?.addEventListener('abort', stop);
  try {
    const streams = await uncompressed(archive);
    const files = new ArchiveFiles(store, options);
    const collect = bufferCollector();
    const take = (chunk: Buffer): Promise<unknown> | undefined => {
      files.reader.write(chunk);
      collect(chunk.length);
      return files.pressure();
    };
    return await files.all(() => pipeline([...streams, sinkOf(take)]));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Likewise. What is small is read here, what is large by threads. One that is compressed as a whole is a stream. */
async function readPlainFile(file: string, store: LayerStore, options: ReadOptions): Promise<NamedFile[]> {
  const { signal, digests = false } = options;
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const piece = Buffer.allocUnsafeSlow(pieceBytes);
    const read = (at: number) => piece.subarray(0, readSync(fd, piece, 0, pieceBytes, at));
    if (decoderFor(read(0)) !== undefined) {
      await using stream = createReadStream(file);
      return await readStream(stream, store, options);
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
        // Who presses Ctrl-C is heard between two turns.
        await setImmediate();
        signal?.throwIfAborted();
      }
    });
    return [...small, ...(await readRanges(fd, large, { store, digests, signal }))];
  } finally {
    closeSync(fd);
  }
}

/** The files of one archive, in the order in which they come. */
class ArchiveFiles {
  readonly reader: TarReader;
  readonly #waits: Promise<unknown>[] = [];
  readonly #files = new Set<ArchiveFile>();
  #documentBytes = 0;

  /** `defer`: takes the large ones, which are then not read here. */
  constructor(store: LayerStore, { digests = false }: ReadOptions, defer?: (range: FileRange) => void) {
    const work: ArchiveWork = {
      ...{ store, digests },
      wait: (pressure) => {
        // It is awaited after this chunk; until then nobody else would notice its rejection.
        pressure.catch(() => undefined);
        this.#waits.push(pressure);
      },
      claim: (bytes) => {
        this.#documentBytes += Math.max(bytes, pageBytes);
        if (this.#documentBytes > mostDocumentBytes)
          throw new Error('it holds too many documents to be images');
      },
    };
    this.reader = new TarReader((entry) => {
      if (entry.typeFlag !== '0' || entry.sparse || entry.name.length > longestPath) return undefined;
      const name = cleanPath(entry.name);
      if (defer !== undefined && entry.size > largestDocument) {
        defer({ name, offset: this.reader.position, size: entry.size });
        return undefined;
      }
      const file = new ArchiveFile(name, entry.size, work);
      this.#files.add(file);
      // There may be millions that are nothing.
      file.done.then(
        ({ kind }) => kind === 'other' && this.#files.delete(file),
        () => undefined,
      );
      return file;
    });
  }

  /** What is to be waited for before more is read. */
  pressure(): Promise<unknown> | undefined {
    return this.#waits.length > 0 ? Promise.all(this.#waits.splice(0)) : undefined;
  }

  /** Everything that is something, after `read` has read the archive to its end. */
  async all(read: () => Promise<void>): Promise<NamedFile[]> {
    try {
      await read();
      this.reader.end();
      return await Promise.all(
        Array.from(this.#files, async (file) => ({ name: file.name, found: await file.done })),
      );
    } catch (error) {
      await Promise.all(Array.from(this.#files, (file) => file.abandon()));
      throw error;
    }
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
  const decoder = decoderFor(head);
  return [
    archive.readableEnded ? Readable.from([head]) : archive,
    ...(decoder === undefined ? [] : [decoder]),
  ];
}

/** Every layer that the images say they have must have been read, now and here; one without bytes is always there. */
function requireLayers(images: readonly SavedImage[], files: readonly Found[]): void {
  const layers = new Map(files.flatMap((file) => (file.kind === 'layer' ? [[file.diffId, file]] : [])));
  const wanted = new Set(images.flatMap(({ diffIds }) => diffIds));
  const missing = [...wanted].filter((diffId) => diffId !== emptyLayer && !layers.has(diffId));
  if (missing.length > 0)
    throw new Error(`it lacks ${missing.length} of ${wanted.size} layers (${missing[0]})`);
  for (const diffId of wanted) {
    const problem = layers.get(diffId)?.problem;
    if (problem !== undefined)
      throw new Error(`layer ${diffId} is damaged: ${problem.message}`, { cause: problem });
  }
}
