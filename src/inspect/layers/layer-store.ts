import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { StagebenchError } from '../../domain/errors.ts';
import { emptyLayer } from './empty-layer.ts';
import type { LayerEntry } from './layer-entry.ts';
import { LayerRecorder, type LayerHead, type LayerSummary } from './layer-recorder.ts';
import { NotKept } from './not-kept.ts';

/** To be counted up whenever something else is read from a layer: what older versions remembered is then forgotten. */
const format = 'v5';
export { format as layerFormat };

/** What nobody has asked for in so many days is forgotten. */
const forgetAfterDays = 30;
const dayMs = 86_400_000;

type FolderRefused = 'CACHE_NOT_WRITABLE' | 'TEMPORARY_NOT_WRITABLE';

/** Bytes of each layer by diffID, and the diffID of each compressed blob. */
export interface KnownLayers {
  readonly sizes: readonly (readonly [diffId: string, sizeBytes: number])[];
  readonly blobs: readonly (readonly [digest: string, diffId: string])[];
}

/** What is decoded at a time, bytes. */
const linesBytes = 1 << 16;

const emptySummary: LayerSummary = {
  diffId: emptyLayer,
  sizeBytes: 0,
  entries: 0,
  whiteouts: 0,
  digests: true,
};

/**
 * Remembers what was read from layers, by diffID: a base that many images share is read once. One folder that several
 * processes may use at a time; what is damaged counts as not there.
 */
export class LayerStore {
  readonly #folder: string;
  /** diffIDs that are remembered, without `sha256:`. */
  readonly #known: Map<string, LayerSummary>;
  /** Digest of a compressed blob -> diffID of what is in it. */
  readonly #blobs: Map<string, string>;
  readonly #now: number;
  readonly #refused: FolderRefused;

  private constructor(
    folder: string,
    refused: FolderRefused,
    now: number,
    known: Map<string, LayerSummary>,
    blobs: Map<string, string>,
  ) {
    this.#folder = folder;
    this.#refused = refused;
    this.#now = now;
    this.#known = known;
    this.#blobs = blobs;
  }

  /**
   * Makes the folder if need be, and forgets what was not used for a month before `now` (ms since 1970). `refused` is the
   * error for a folder that cannot be written.
   */
  static async open(
    parent: string,
    now: number,
    refused: FolderRefused = 'CACHE_NOT_WRITABLE',
  ): Promise<LayerStore> {
    const folder = path.join(parent, format);
    await mkdir(folder, { recursive: true });
    await forgetOtherFormats(parent, now);
    const known = new Map<string, LayerSummary>([[hexOf(emptyLayer), emptySummary]]);
    const names = new Set(await readdir(folder));
    for (const name of names) {
      if (isLeftBehind(name, names)) await forgetOld(folder, name, now, 1);
      if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
      if (await forgetOld(folder, name, now, forgetAfterDays)) {
        await rm(path.join(folder, name.slice(0, 64)), { force: true });
        continue;
      }
      const summary = await readSummary(path.join(folder, name));
      if (summary !== undefined) known.set(name.slice(0, 64), summary);
    }
    return new LayerStore(folder, refused, now, known, await readBlobs(folder));
  }

  /** What is remembered of a layer; undefined if nothing is, or not with the digests that are wanted. */
  summary(diffId: string, digests = false): LayerSummary | undefined {
    const summary = this.#known.get(hexOf(diffId));
    return summary !== undefined && (summary.digests || !digests) ? summary : undefined;
  }

  /** The diffID of a blob as it lies in an archive, compressed or not; undefined if it is not remembered. */
  diffIdOfBlob(digest: string): string | undefined {
    const hex = hexOf(digest);
    return this.#known.has(hex) ? digest : this.#blobs.get(hex);
  }

  /** All of it that is remembered with what is wanted, for a thread that has no store. */
  known(digests: boolean): KnownLayers {
    const sizes = Array.from(this.#known.values())
      .filter((summary) => summary.digests || !digests)
      .map(({ diffId, sizeBytes }) => [diffId, sizeBytes] as const);
    return { sizes, blobs: Array.from(this.#blobs, ([hex, diffId]) => [`sha256:${hex}`, diffId] as const) };
  }

  record(): LayerRecorder {
    return new LayerRecorder(this.temporary());
  }

  /** A new path for a recording that is made elsewhere. */
  temporary(): string {
    return path.join(this.#folder, `${randomUUID()}.tmp`);
  }

  /** Takes away what another thread has begun under that path (`temporary`), and was not kept. */
  async discardBegun(temporary: string): Promise<void> {
    const beginning = path.basename(temporary);
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names)
      if (name.startsWith(beginning)) await rm(path.join(this.#folder, name), { force: true });
  }

  /**
   * Ends a recording; one that says no more than what is remembered already is dropped. `blob` is the digest of the
   * compressed blob, if it was one. Throws NotKept.
   */
  async keep(
    recorder: Pick<LayerRecorder, 'keep' | 'discard'>,
    layer: LayerHead,
    blob?: string,
  ): Promise<void> {
    const hex = hexOf(layer.diffId);
    if (this.summary(layer.diffId, layer.digests) === undefined) {
      await recorder.keep(path.join(this.#folder, hex), layer);
      const summary = await readSummary(path.join(this.#folder, `${hex}.json`));
      if (summary !== undefined) this.#known.set(hex, summary);
    } else await recorder.discard();
    if (blob === undefined || this.#blobs.has(hexOf(blob))) return;
    this.#blobs.set(hexOf(blob), layer.diffId);
    const line = `${hexOf(blob)} ${layer.diffId}\n`;
    await appendFile(path.join(this.#folder, 'blobs'), line).catch((error: unknown) => {
      throw new NotKept(error);
    });
  }

  /** What to tell when something was not kept. */
  refused(cause: NotKept): StagebenchError {
    const what = `What is read of layers cannot be kept in ${this.#folder}: ${cause.message}.`;
    return new StagebenchError(this.#refused, what, { cause });
  }

  /**
   * Calls `take` with each entry of a remembered layer, in the order of its tar, or with those in whose line `text` stands.
   * Throws IMAGE_UNREADABLE if it is damaged, and what `take` throws.
   */
  async eachEntry(diffId: string, take: (entry: LayerEntry) => void, text = ''): Promise<void> {
    if (diffId === emptyLayer) return;
    const file = path.join(this.#folder, hexOf(diffId));
    const expected = this.#known.get(hexOf(diffId))?.entries;
    let entries = 0;
    let refused: Error | undefined;
    try {
      const eachLine = (line: string) => {
        entries += 1;
        if (!line.includes(text)) return;
        const entry = JSON.parse(line) as LayerEntry;
        try {
          take(entry);
        } catch (error) {
          refused ??= error as Error;
          throw error;
        }
      };
      await pipeline(
        createReadStream(file),
        createZstdDecompress({ chunkSize: linesBytes }),
        async (source: AsyncIterable<Buffer>) => splitLines(source, eachLine),
      );
      if (entries !== expected) throw new Error(`${entries} entries instead of ${expected}`);
    } catch (error) {
      if (refused !== undefined) throw refused;
      this.#known.delete(hexOf(diffId));
      await rm(`${file}.json`, { force: true });
      throw new StagebenchError(
        'IMAGE_UNREADABLE',
        `The stored content of layer ${diffId} is damaged (${(error as Error).message}) and is now removed.`,
        { cause: error },
      );
    }
    // So that it counts as used.
    const seconds = this.#now / 1000;
    await utimes(`${file}.json`, seconds, seconds).catch(() => undefined);
  }
}

/** Calls `take` with the lines of a text that arrives in pieces; a last one without an end is none. */
async function splitLines(source: AsyncIterable<Buffer>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const text = rest + decoder.decode(chunk, { stream: true });
    let at = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      take(text.slice(at, end));
      at = end + 1;
    }
    rest = text.slice(at);
  }
}

/** Recordings that were never ended, and entries without their summary. */
function isLeftBehind(name: string, names: ReadonlySet<string>): boolean {
  if (name.endsWith('.tmp') || name.endsWith('.tmp.json')) return true;
  return /^[0-9a-f]{64}$/.test(name) && !names.has(`${name}.json`);
}

const hexOf = (digest: string): string => digest.replace(/^sha256:/, '');

/** Removes the folders of other versions, unless one was written to within a day: an older build may be at work. */
async function forgetOtherFormats(parent: string, now: number): Promise<void> {
  const others = (await readdir(parent)).filter((name) => /^v\d+$/.test(name) && name !== format);
  for (const name of others) await forgetOld(parent, name, now, 1).catch(() => undefined);
}

/** Removes a file or folder that was not touched for so many days; whether it was. */
async function forgetOld(folder: string, name: string, now: number, days: number): Promise<boolean> {
  const file = path.join(folder, name);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || now - found.mtimeMs < days * dayMs) return false;
  await rm(file, { force: true, recursive: true });
  return true;
}

/** Where nothing is remembered yet, an engine is asked for its image before what reads the answer is loaded. */
async function readSummary(file: string): Promise<LayerSummary | undefined> {
  const { parseSummary } = await import('./parse-summary.ts');
  return parseSummary(await readFile(file, 'utf8').catch(() => ''));
}

/** Each line a blob and its diffID; a torn line is passed over. */
async function readBlobs(folder: string): Promise<Map<string, string>> {
  const text = await readFile(path.join(folder, 'blobs'), 'utf8').catch(() => '');
  const lines = text.matchAll(/^([0-9a-f]{64}) (sha256:[0-9a-f]{64})$/gm);
  return new Map(Array.from(lines, ([, blob = '', diffId = '']) => [blob, diffId]));
}
