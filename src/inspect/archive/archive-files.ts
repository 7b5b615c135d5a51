import { setImmediate } from 'node:timers/promises';
import { cleanPath } from '../layers/clean-path.ts';
import { longestPath } from '../layers/longest-path.ts';
import { TarReader, type ContentSink, type TarEntry } from '../tar/tar-reader.ts';
import { WithHoles } from '../tar/with-holes.ts';
import { ArchiveFile } from './archive-file.ts';
import { largestDocument, type ArchiveWork, type LayerKeeper, type NamedFile } from './found.ts';
import type { FileRange } from './threads/read-ranges.ts';
import { BeyondBound } from '../beyond-bound.ts';

/** An archive with more bytes of JSON is not one of images; each document counts as a page at least, a layer as one. */
const mostDocumentBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

export interface ReadingOptions {
  /** Also the SHA-256 of every file. */
  readonly digests?: boolean;
  /** See ArchiveWork. */
  readonly alone?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Lets an interruption in: a long line of documents is read without any other event. */
export async function turnOf(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

/** GNU tar marks a sparse one in its own way. */
const isFile = ({ typeFlag }: TarEntry): boolean => typeFlag === '0' || typeFlag === 'S';

/** The files of one archive, in the order in which they come. */
export class ArchiveFiles {
  readonly reader: TarReader;
  readonly #waits: Promise<unknown>[] = [];
  /** Those whose end has not come, or is waited for. */
  readonly #files = new Set<ArchiveFile>();
  /** Those that are something, by their place in the archive. */
  readonly #found = new Map<number, NamedFile>();
  #places = 0;
  #documentBytes = 0;
  #stopped = false;

  /** `defer`: takes the large ones, which are then not read here. */
  constructor(
    store: LayerKeeper,
    { digests = false, alone = false, signal }: ReadingOptions,
    defer?: (range: FileRange) => void,
  ) {
    const work: ArchiveWork = {
      ...{ store, digests, alone },
      wait: (pressure) => {
        // It is awaited after this chunk; until then nobody else would notice its rejection.
        pressure.catch(() => undefined);
        this.#waits.push(pressure);
      },
      claim: (bytes) => {
        this.#documentBytes += Math.max(bytes, pageBytes);
        if (this.#documentBytes > mostDocumentBytes)
          throw new BeyondBound('it holds too many documents and layers to be images');
      },
    };
    const turn = async (): Promise<void> => {
      await turnOf(signal);
      if (this.#stopped) throw new Error('reading has stopped');
      await Promise.all(this.#waits.splice(0));
    };
    const take = (entry: TarEntry): ContentSink | undefined => {
      if (!isFile(entry) || entry.name.length > longestPath) return undefined;
      const name = cleanPath(entry.name);
      if (defer !== undefined && entry.size > largestDocument && !entry.sparse) {
        defer({ name, offset: this.reader.position, size: entry.size });
        return undefined;
      }
      const file = new ArchiveFile(name, entry.size, work);
      this.#files.add(file);
      const place = this.#places;
      this.#places += 1;
      // There may be millions that are nothing, and what reads a file is much more than what it was.
      file.done.then(
        (found) => {
          this.#files.delete(file);
          if (found.kind !== 'other') this.#found.set(place, { name, found });
        },
        () => undefined,
      );
      return entry.sparse ? new WithHoles(entry, file, { wait: work.wait, turn }) : file;
    };
    this.reader = new TarReader(take, { sparse: true });
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
      await Promise.all(Array.from(this.#files, (file) => file.done));
      return [...this.#found].toSorted(([a], [b]) => a - b).map(([, file]) => file);
    } catch (error) {
      this.#stopped = true;
      await Promise.all(Array.from(this.#files, (file) => file.abandon()));
      throw error;
    }
  }
}
