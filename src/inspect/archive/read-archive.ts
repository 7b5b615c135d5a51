import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StagebenchError } from '../../domain/errors.ts';
import { cleanPath } from '../layers/clean-path.ts';
import { emptyLayer } from '../layers/empty-layer.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { longestPath } from '../layers/longest-path.ts';
import { TarReader } from '../tar/tar-reader.ts';
import { ArchiveFile, type Found } from './archive-file.ts';
import { decoderFor, longestMagic } from './decoders.ts';
import type { SavedImage } from './image-config.ts';
import { imagesInArchive } from './images-in-archive.ts';

export interface ReadOptions {
  /** For errors: what is read, at the beginning of a sentence. */
  readonly subject?: string;
  readonly code?: 'IMAGE_UNREADABLE' | 'ARCHIVE_UNREADABLE';
  /** Also the SHA-256 of every file. */
  readonly digests?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Buffers outside the heap pass by so fast that the collector falls behind. Where it can be called (`--expose-gc`, as
 * the npm scripts do), it is, every so many bytes; as a whole if so many stay in spite of that.
 */
const collectEveryBytes = 8_000_000;
/** Less would cost more time than all the reading: a collection of everything takes 20 ms. */
const collectAllAboveBytes = 48_000_000;

/** An archive with more bytes of JSON is not one of images; each document counts as a page at least. */
const mostDocumentBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

/**
 * Reads an archive of images as a stream, whatever its layout: as `docker save` writes it (before 25 a folder per
 * layer, since then OCI), an OCI archive, layers compressed or not, the whole compressed or not. Afterwards the store
 * holds every layer of the images that are returned. A layer is told by its content, the SHA-256 of its tar
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid), never by its name. Nothing is
 * unpacked, no layer is held. Throws `code` if it cannot be read, or lacks something.
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
    const images = imagesInArchive(documents);
    requireLayers(
      images,
      files.map(({ found }) => found),
    );
    return images;
  } catch (error) {
    return fail(error);
  } finally {
    signal?.removeEventListener('abort', stop);
    archive.destroy();
  }
}

interface NamedFile {
  readonly name: string;
  readonly found: Found;
}

/** Everything in the archive that is something, in its order. */
async function readFiles(
  archive: AsyncIterable<Buffer>,
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
  const files = new Set<ArchiveFile>();
  const reader = new TarReader((entry) => {
    if (entry.typeFlag !== '0' || entry.sparse || entry.name.length > longestPath) return undefined;
    const file = new ArchiveFile(cleanPath(entry.name), entry.size, { store, digests, claim, wait });
    files.add(file);
    // There may be millions that are nothing.
    file.done.then(
      ({ kind }) => kind === 'other' && files.delete(file),
      () => undefined,
    );
    return file;
  });
  let collectAfter = collectEveryBytes;
  try {
    for await (const chunk of archive) {
      signal?.throwIfAborted();
      reader.write(chunk);
      if (waits.length > 0) await Promise.all(waits.splice(0));
      collectAfter -= chunk.length;
      if (collectAfter > 0) continue;
      collectAfter = collectEveryBytes;
      if (globalThis.gc === undefined) continue;
      globalThis.gc({ type: 'minor' });
      if (process.memoryUsage().arrayBuffers > collectAllAboveBytes) globalThis.gc();
    }
    reader.end();
    return await Promise.all(
      Array.from(files, async (file) => ({ name: file.name, found: await file.done })),
    );
  } catch (error) {
    await Promise.all(Array.from(files, (file) => file.abandon()));
    throw error;
  }
}

/** Takes the compression off the whole, if it has one. */
async function uncompressed(archive: Readable): Promise<AsyncIterable<Buffer>> {
  const head: Buffer[] = [];
  let length = 0;
  const chunks = archive[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (length < longestMagic) {
    const next = await chunks.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
  }
  const whole = (async function* () {
    yield* head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  const decoder = decoderFor(Buffer.concat(head));
  if (decoder === undefined) return whole;
  const output = new PassThrough();
  // Whoever reads the output learns of the error.
  pipeline(whole, decoder, output).catch(() => undefined);
  return output;
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
