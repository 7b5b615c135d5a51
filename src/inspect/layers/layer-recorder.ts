import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import type { LayerEntry } from './layer-entry.ts';
import { NotKept } from './not-kept.ts';
import { whiteoutMark } from '../filesystem/whiteout.ts';

/** What is remembered of a layer beside its entries. */
export interface LayerSummary {
  readonly diffId: string;
  /** Of the uncompressed tar. */
  readonly sizeBytes: number;
  readonly entries: number;
  /** How many of them may be whiteouts; absent in what older versions remembered. */
  readonly whiteouts?: number;
  /** Whether the entries carry digests of their content. */
  readonly digests: boolean;
}

/** What is known of it beside its entries. */
export type LayerHead = Omit<LayerSummary, 'entries' | 'whiteouts'>;

/** What only its entries tell. */
export type LayerCounts = Pick<LayerSummary, 'entries' | 'whiteouts'>;

/** Lines are handed to the compressor in pieces of about so many characters. */
const pieceLength = 1 << 16;

/** Fast, and with a checksum, so that damage is noticed on reading. */
const compression = {
  params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
};

/** Writes the entries of one layer while it is read; who it is turns out at its end. */
export class LayerRecorder {
  readonly #temporary: string;
  readonly #compress = createZstdCompress(compression);
  readonly #written: Promise<void>;
  /** Resolves when nothing is written any more, whatever came of it. */
  readonly #closed: Promise<void>;
  #ended = false;
  #drained: Promise<unknown> | undefined;
  #lines: string[] = [];
  #length = 0;
  #entries = 0;
  #whiteouts = 0;

  constructor(temporary: string) {
    this.#temporary = temporary;
    const file = createWriteStream(temporary);
    this.#closed = new Promise((resolve) => {
      file.once('close', resolve);
    });
    this.#written = pipeline(this.#compress, file);
    // Told by keep() or discard(), whoever comes first.
    this.#written.catch(() => undefined);
  }

  add(entry: LayerEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    this.#lines.push(line);
    this.#length += line.length;
    this.#entries += 1;
    if (entry.path.includes(whiteoutMark)) this.#whiteouts += 1;
    if (this.#length >= pieceLength) this.#flush();
  }

  /** Something to wait for before more is added; undefined if there is no need to. */
  pressure(): Promise<unknown> | undefined {
    if (!this.#compress.writableNeedDrain) return undefined;
    // One for all that ask until then: each leaves a listener.
    this.#drained ??= Promise.race([once(this.#compress, 'drain'), this.#closed]).finally(() => {
      this.#drained = undefined;
    });
    return this.#drained;
  }

  /** Ends the recording: `target` holds the entries, `target` with `.json` the summary, written last. */
  async keep(target: string, layer: LayerHead): Promise<void> {
    await (await this.close()).keep(target, layer);
  }

  /** Ends the recording, so that it can be kept later, or elsewhere. Throws NotKept if it could not be written. */
  async close(): Promise<ClosedRecording> {
    this.#ended = true;
    try {
      this.#flush();
      this.#compress.end();
      await this.#written;
    } catch (error) {
      await this.#remove();
      throw new NotKept(error);
    }
    return new ClosedRecording(this.#temporary, { entries: this.#entries, whiteouts: this.#whiteouts });
  }

  /** Does nothing to a recording that was kept. */
  async discard(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#compress.destroy();
    await this.#remove();
  }

  async #remove(): Promise<void> {
    await this.#closed;
    await rm(this.#temporary, { force: true });
  }

  #flush(): void {
    if (this.#lines.length > 0) this.#compress.write(this.#lines.join(''));
    this.#lines = [];
    this.#length = 0;
  }
}

/** A recording that has ended, in its temporary file. */
export class ClosedRecording {
  readonly #temporary: string;
  readonly counts: LayerCounts;

  constructor(temporary: string, counts: LayerCounts) {
    this.#temporary = temporary;
    this.counts = counts;
  }

  /** `target` holds the entries, `target` with `.json` the summary, written last. Throws NotKept. */
  async keep(target: string, layer: LayerHead): Promise<void> {
    try {
      await rename(this.#temporary, target);
      const summary: LayerSummary = { ...layer, ...this.counts };
      await writeFile(`${this.#temporary}.json`, JSON.stringify(summary));
      await rename(`${this.#temporary}.json`, `${target}.json`);
    } catch (error) {
      await this.discard();
      throw new NotKept(error);
    }
  }

  async discard(): Promise<void> {
    await rm(this.#temporary, { force: true });
    await rm(`${this.#temporary}.json`, { force: true });
  }
}
