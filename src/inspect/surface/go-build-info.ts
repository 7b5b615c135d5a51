import type { PackageList } from '../layers/layer-entry.ts';
import { decodeGoBuildInfo, goBuildInfoAlignment, goBuildInfoMagic } from './decode-go-build-info.ts';
import { mostHeadBytes, writableSegments, type FilePart } from './writable-segments.ts';

/** So many bytes at the end of what was searched may be the beginning of a magic. */
const overlap = goBuildInfoMagic.length - 1;

const everything: readonly FilePart[] = [{ from: 0, to: Infinity }];

/**
 * Finds the build info of a Go program in its bytes as they pass. Go's linker puts it where the program may write, and its own
 * reader looks nowhere else (https://pkg.go.dev/debug/buildinfo): that is one byte of thirty. Where the segments cannot be read
 * the whole file is searched. The first that is sound counts. Keeps a copy of a few bytes, and of the blob (1 MiB at most)
 * once it has begun, and never a chunk itself.
 */
export class GoBuildInfoSearch {
  /** Bytes of the file so far. */
  #seen = 0;
  /** Its beginning, until it tells where to search. */
  #head: Buffer | undefined = Buffer.alloc(0);
  /** Those that are not behind. */
  #parts: readonly FilePart[] = everything;
  readonly #search = new BlobSearch();

  write(chunk: Buffer): void {
    if (this.#head === undefined) {
      this.#pass(chunk);
      return;
    }
    const head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    const parts = writableSegments(head);
    if (parts === 'incomplete' && head.length < mostHeadBytes) {
      this.#head = Buffer.from(head);
      return;
    }
    this.#begin(parts === 'incomplete' ? undefined : parts, head);
  }

  /** What the program declares; undefined if it is not Go's, or of a Go before 1.18. */
  end(): PackageList | undefined {
    if (this.#head !== undefined) this.#begin(undefined, this.#head);
    return this.#search.end();
  }

  #begin(parts: readonly FilePart[] | undefined, head: Buffer): void {
    this.#head = undefined;
    this.#parts = parts ?? everything;
    this.#pass(head);
  }

  #pass(chunk: Buffer): void {
    const start = this.#seen;
    this.#seen += chunk.length;
    for (let [part] = this.#parts; part !== undefined && part.from < this.#seen; [part] = this.#parts) {
      const from = Math.max(part.from, start);
      if (from < part.to) this.#search.write(chunk.subarray(from - start, part.to - start), from);
      if (part.to > this.#seen) return;
      this.#parts = this.#parts.slice(1);
    }
  }
}

/** Searches bytes that follow each other. */
class BlobSearch {
  /** Where in the file those end that came last. */
  #position = 0;
  /** The last of them: the beginning of a blob that is not all there, or of what may turn out to be a magic. */
  #held: Buffer = Buffer.alloc(0);
  #found: PackageList | undefined;

  /** `position`: where in the file they lie. */
  write(chunk: Buffer, position: number): void {
    if (position !== this.#position) {
      this.end();
      this.#held = Buffer.alloc(0);
    }
    if (this.#found !== undefined) return;
    this.#position = position + chunk.length;
    this.#search(this.#crossesInto(chunk) ? Buffer.concat([this.#held, chunk]) : chunk, false);
  }

  end(): PackageList | undefined {
    if (this.#found === undefined) this.#search(this.#held, true);
    return this.#found;
  }

  /** Whether what is held matters beside this chunk; most chunks are searched without being copied. */
  #crossesInto(chunk: Buffer): boolean {
    if (chunk.length < overlap) return true;
    return Buffer.concat([this.#held, chunk.subarray(0, overlap)]).includes(goBuildInfoMagic);
  }

  /** Searches the last bytes so far; `ended` if none follow them. */
  #search(bytes: Buffer, ended: boolean): void {
    const start = this.#position - bytes.length;
    for (let at = bytes.indexOf(goBuildInfoMagic); at !== -1; at = bytes.indexOf(goBuildInfoMagic, at + 1)) {
      if ((start + at) % goBuildInfoAlignment !== 0) continue;
      const info = decodeGoBuildInfo(bytes.subarray(at));
      if (info.state === 'incomplete' && !ended) {
        this.#held = Buffer.from(bytes.subarray(at));
        return;
      }
      if (info.state === 'blob') {
        this.#found = info.declares;
        this.#held = Buffer.alloc(0);
        return;
      }
    }
    this.#held = Buffer.from(bytes.subarray(-overlap));
  }
}
