import { createHash, type Hash } from 'node:crypto';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { LayerSummary } from '../layers/layer-recorder.ts';
import { blockBytes, parseTarHeader } from '../tar/tar-header.ts';
import type { ContentSink } from '../tar/tar-reader.ts';
import { decoderFor, foreignCompression } from './compression/decoders.ts';
import { largestDocument, type ArchiveWork, type Found, type LayerKeeper } from './found.ts';
import { gunzipInPlace, type GunzipInPlace } from './compression/gunzip-in-place.ts';
import { LayerBytes } from './layer-bytes.ts';

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
  #inPlace: GunzipInPlace | undefined;
  #decodingError: Error | undefined;
  /** Of what the decoder gives. */
  #contentHash: Hash | undefined;
  /** The layer that it should be, says the archive, and that is remembered. */
  readonly #expected: LayerSize | undefined;
  #onlyHashed = false;
  #ended = false;
  #settle!: (found: Promise<Found>) => void;

  /** `expected`: if its tar is that layer, it is only hashed; if not, what is found is `mistaken`. */
  constructor(name: string, size: number, work: ArchiveWork, expected?: LayerSize) {
    this.name = name;
    this.#expected = expected;
    this.#promised = promisedDigest(name);
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
    this.#head.push(this.#lasting(piece));
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
    this.#inPlace?.destroy();
    await this.#layer?.discard();
  }

  #remembered(): LayerSize | undefined {
    return rememberedBlob(this.#work.store, this.name, this.#work.digests);
  }

  #decide(): void {
    const head = Buffer.concat(this.#head ?? []);
    this.#head = undefined;
    const decoder = decoderFor(head);
    if (decoder !== undefined) {
      this.#work.claim(0);
      this.#decode(decoder, head);
    } else if (isTar(head)) {
      this.#work.claim(0);
      if (this.#expected === undefined) this.#layer = new LayerBytes(this.#work);
      else this.#onlyHashed = true;
    } else if (beginsAsJson(head)) this.#expectDocument();
    else {
      const foreign = foreignCompression(head);
      if (foreign !== undefined) {
        this.#work.claim(0);
        this.#whyUnread = `is compressed with ${foreign.format}, which is not read inside an archive (docker load it, and save it again)`;
      }
    }
    this.#pass(head);
  }

  #expectDocument(): void {
    if (this.#size > largestDocument) {
      this.#work.claim(0);
      this.#whyUnread = `is too large: ${this.#size} bytes, and no more than ${largestDocument} are read`;
      return;
    }
    this.#work.claim(this.#size);
    this.#document = [];
  }

  #decode(decoder: Transform, head: Buffer): void {
    const layer = new LayerBytes(this.#work);
    const hash = createHash('sha256');
    this.#contentHash = hash;
    this.#layer = layer;
    const take = (chunk: Buffer) => {
      hash.update(chunk);
      layer.write(chunk);
    };
    if (this.#work.alone === true && isGzip(head)) this.#inPlace = gunzipInPlace(take);
    if (this.#inPlace !== undefined) {
      decoder.destroy();
      return;
    }
    decoder.on('data', take);
    this.#decoder = decoder;
    // Told by #finish.
    decoder.on('error', () => undefined);
  }

  #pass(piece: Buffer): void {
    this.#document?.push(this.#lasting(piece));
    if (this.#inPlace !== undefined) this.#inflate(this.#inPlace, (inPlace) => inPlace.write(piece));
    else if (this.#decoder === undefined) this.#layer?.write(piece);
    else if (!this.#decoder.destroyed && !this.#decoder.write(this.#lasting(piece)))
      this.#work.wait(drained(this.#decoder));
  }

  /** Where the memory of a piece is used again, what is kept of it is a copy. */
  #lasting(piece: Buffer): Buffer {
    return this.#work.alone === true ? Buffer.from(piece) : piece;
  }

  /** Its error is told by #finish, as that of a stream. */
  #inflate(inPlace: GunzipInPlace, work: (inPlace: GunzipInPlace) => void): void {
    if (this.#decodingError !== undefined) return;
    try {
      work(inPlace);
    } catch (error) {
      this.#decodingError = error as Error;
    }
  }

  async #finish(): Promise<Found> {
    const digest = `sha256:${this.#hash.digest('hex')}`;
    if (this.#promised !== undefined && this.#promised !== digest) {
      await this.#layer?.discard();
      throw new Error(`${this.#promised} is damaged: its content has another digest`);
    }
    const remembered = this.#remembered();
    if (this.#layer === undefined && remembered !== undefined) return { kind: 'layer', ...remembered };
    if (this.#document !== undefined) {
      const content = Buffer.concat(this.#document);
      this.#document = undefined;
      return { kind: 'document', content };
    }
    if (this.#whyUnread !== undefined) return { kind: 'unread', why: this.#whyUnread };
    if (this.#onlyHashed && this.#expected !== undefined)
      return digest === this.#expected.diffId
        ? { kind: 'layer', ...this.#expected }
        : { kind: 'other', mistaken: true };
    if (this.#layer === undefined) return { kind: 'other' };
    if (this.#contentHash === undefined) return this.#layer.finish(digest);
    try {
      await this.#decoded();
    } catch (error) {
      await this.#layer.discard();
      throw new Error(`a compressed layer is damaged: ${(error as Error).message}`, { cause: error });
    }
    return this.#layer.finish(`sha256:${this.#contentHash.digest('hex')}`, this.#promised);
  }

  /** Until all that was written has come out decoded. */
  async #decoded(): Promise<void> {
    if (this.#inPlace !== undefined) this.#inflate(this.#inPlace, (inPlace) => inPlace.end());
    if (this.#decodingError !== undefined) throw this.#decodingError;
    if (this.#decoder === undefined) return;
    const decoded = finished(this.#decoder);
    this.#decoder.end();
    await decoded;
  }
}

export type LayerSize = Pick<LayerSummary, 'diffId' | 'sizeBytes'>;

/** The digest that a name promises (OCI layout). */
function promisedDigest(name: string): string | undefined {
  const hex = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
}

/** The layer of a blob, if it is remembered with everything that is wanted. */
export function rememberedBlob(
  store: Pick<LayerKeeper, 'diffIdOfBlob' | 'summary'>,
  name: string,
  digests: boolean,
): LayerSize | undefined {
  const promised = promisedDigest(name);
  const diffId = promised === undefined ? undefined : store.diffIdOfBlob(promised);
  const summary = diffId === undefined ? undefined : store.summary(diffId, digests);
  return diffId === undefined || summary === undefined ? undefined : { diffId, sizeBytes: summary.sizeBytes };
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

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

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
