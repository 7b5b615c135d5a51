import { createHash, type Hash } from 'node:crypto';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { LayerScan } from '../layers/scan-layer.ts';
import type { LayerRecorder } from '../layers/layer-recorder.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { blockBytes, parseTarHeader } from '../tar/tar-header.ts';
import type { ContentSink } from '../tar/tar-reader.ts';
import { decoderFor, foreignCompression } from './decoders.ts';

/** What a file of an archive has turned out to be. */
export type Found =
  | { readonly kind: 'document'; readonly content: Buffer }
  /** `problem`: why its entries could not be read. */
  | { readonly kind: 'layer'; readonly diffId: string; readonly sizeBytes: number; readonly problem?: Error }
  /** `why`: what keeps it from being one of them, as the end of a sentence about it. */
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'other' };

/** Configs and manifests are far smaller. */
const largestDocument = 4 * 1024 * 1024;

/** The parts of reading that concern all files of an archive. */
export interface ArchiveWork {
  readonly store: LayerStore;
  readonly digests: boolean;
  /** Says that so many bytes of a document will be held. Throws a plain Error if that is too much for one archive. */
  readonly claim: (bytes: number) => void;
  /** Hands over what is to be waited for before more is read. */
  readonly wait: (pressure: Promise<unknown>) => void;
}

/**
 * One file of an archive, while its bytes pass. By its first bytes it is a document, or a layer, compressed or not. A
 * blob that is remembered is only hashed. `done` resolves when everything of it is read; it rejects if it is damaged.
 */
export class ArchiveFile implements ContentSink {
  readonly name: string;
  readonly done: Promise<Found>;
  readonly #work: ArchiveWork;
  readonly #size: number;
  /** The digest that the name promises (OCI layout). */
  readonly #promised: string | undefined;
  readonly #hash = createHash('sha256');
  #head: Buffer[] | undefined = [];
  #headLength = 0;
  #document: Buffer[] | undefined;
  #whyUnread: string | undefined;
  #layer: LayerBytes | undefined;
  #decoder: Transform | undefined;
  /** Of what the decoder gives. */
  #contentHash: Hash | undefined;
  #ended = false;
  #settle!: (found: Promise<Found>) => void;

  constructor(name: string, size: number, work: ArchiveWork) {
    const hex = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
    this.name = name;
    this.#promised = hex === undefined ? undefined : `sha256:${hex}`;
    this.#size = size;
    this.#work = work;
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // Who waits is told by `wait` too, and sooner.
    this.done.catch(() => undefined);
    if (this.#remembered() !== undefined) this.#head = undefined;
  }

  write(piece: Buffer): void {
    this.#hash.update(piece);
    if (this.#head === undefined) {
      this.#pass(piece);
      return;
    }
    this.#head.push(piece);
    this.#headLength += piece.length;
    if (this.#headLength >= blockBytes) this.#decide();
  }

  end(): void {
    if (this.#head !== undefined) this.#decide();
    this.#ended = true;
    const finishing = this.#finish();
    this.#settle(finishing);
    this.#work.wait(finishing);
  }

  /** Lets go of what was begun, where the end will never come; what is being ended is waited for. */
  async abandon(): Promise<void> {
    if (this.#ended) {
      await this.done.catch(() => undefined);
      return;
    }
    this.#decoder?.destroy();
    await this.#layer?.discard();
  }

  /** The diffID of a blob whose layer is remembered with everything that is wanted. */
  #remembered(): string | undefined {
    const { store, digests } = this.#work;
    const diffId = this.#promised === undefined ? undefined : store.diffIdOfBlob(this.#promised);
    return diffId !== undefined && store.summary(diffId, digests) !== undefined ? diffId : undefined;
  }

  #decide(): void {
    const head = Buffer.concat(this.#head ?? []);
    this.#head = undefined;
    const decoder = decoderFor(head);
    if (decoder !== undefined) this.#decode(decoder);
    else if (isTar(head)) this.#layer = new LayerBytes(this.#work);
    else if (beginsAsJson(head)) this.#expectDocument();
    else {
      const program = foreignCompression(head);
      if (program !== undefined)
        this.#whyUnread = `is compressed with ${program}, which is not read inside an archive (docker load it, and save it again)`;
    }
    this.#pass(head);
  }

  #expectDocument(): void {
    if (this.#size > largestDocument) {
      this.#whyUnread = `is too large: ${this.#size} bytes, and no more than ${largestDocument} are read`;
      return;
    }
    this.#work.claim(this.#size);
    this.#document = [];
  }

  #decode(decoder: Transform): void {
    const layer = new LayerBytes(this.#work);
    const hash = createHash('sha256');
    this.#contentHash = hash;
    decoder.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      layer.write(chunk);
    });
    this.#layer = layer;
    this.#decoder = decoder;
    // Told by #finish.
    decoder.on('error', () => undefined);
  }

  #pass(piece: Buffer): void {
    this.#document?.push(piece);
    if (this.#decoder === undefined) this.#layer?.write(piece);
    else if (!this.#decoder.destroyed && !this.#decoder.write(piece)) this.#work.wait(drained(this.#decoder));
  }

  async #finish(): Promise<Found> {
    const digest = `sha256:${this.#hash.digest('hex')}`;
    if (this.#promised !== undefined && this.#promised !== digest) {
      await this.#layer?.discard();
      throw new Error(`${this.#promised} is damaged: its content has another digest`);
    }
    const remembered = this.#remembered();
    if (this.#layer === undefined && remembered !== undefined) {
      const sizeBytes = this.#work.store.summary(remembered)?.sizeBytes ?? 0;
      return { kind: 'layer', diffId: remembered, sizeBytes };
    }
    if (this.#document !== undefined) {
      const content = Buffer.concat(this.#document);
      this.#document = undefined;
      return { kind: 'document', content };
    }
    if (this.#whyUnread !== undefined) return { kind: 'unread', why: this.#whyUnread };
    if (this.#layer === undefined) return { kind: 'other' };
    if (this.#decoder === undefined || this.#contentHash === undefined) return this.#layer.finish(digest);
    try {
      const decoded = finished(this.#decoder);
      this.#decoder.end();
      await decoded;
    } catch (error) {
      await this.#layer.discard();
      throw new Error(`a compressed layer is damaged: ${(error as Error).message}`, { cause: error });
    }
    return this.#layer.finish(`sha256:${this.#contentHash.digest('hex')}`, this.#promised);
  }
}

/** Until it takes more, or nothing any more. */
const drained = (decoder: Transform): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      decoder.off('drain', settle).off('close', settle);
      resolve();
    };
    decoder.on('drain', settle).on('close', settle);
  });

/** The uncompressed bytes of something that may be a layer. */
class LayerBytes {
  readonly #work: ArchiveWork;
  readonly #recorder: LayerRecorder;
  readonly #scan: LayerScan;
  #bytes = 0;
  #problem: Error | undefined;

  constructor(work: ArchiveWork) {
    this.#work = work;
    const recorder = work.store.record();
    this.#recorder = recorder;
    this.#scan = new LayerScan((entry) => {
      recorder.add(entry);
    }, work.digests);
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#attempt(() => {
      this.#scan.write(chunk);
    });
    const pressure = this.#recorder.pressure();
    if (pressure !== undefined) this.#work.wait(pressure);
  }

  async finish(diffId: string, blob?: string): Promise<Found> {
    this.#attempt(() => {
      this.#scan.end();
    });
    const layer = { diffId, sizeBytes: this.#bytes };
    if (this.#problem !== undefined) {
      await this.discard();
      return { kind: 'layer', ...layer, problem: this.#problem };
    }
    await this.#work.store.keep(this.#recorder, { ...layer, digests: this.#work.digests }, blob);
    return { kind: 'layer', ...layer };
  }

  async discard(): Promise<void> {
    await this.#recorder.discard();
  }

  /** What is wrong with its tar counts only if an image has this layer. */
  #attempt(work: () => void): void {
    if (this.#problem !== undefined) return;
    try {
      work();
    } catch (error) {
      this.#problem = error as Error;
    }
  }
}

/** A header, or the zeros of an archive without entries. */
function isTar(head: Buffer): boolean {
  if (head.length < blockBytes) return false;
  try {
    parseTarHeader(head.subarray(0, blockBytes));
    return true;
  } catch {
    return false;
  }
}

/** Whether it may be one of the documents that are looked for: they are all objects or lists. */
const beginsAsJson = (head: Buffer): boolean => /^\s*[{[]/.test(head.toString('latin1', 0, blockBytes));
