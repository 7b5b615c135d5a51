import type { PackageList } from '../layers/layer-entry.ts';
import { decodeGoBuildInfo, goBuildInfoAlignment, goBuildInfoMagic } from './decode-go-build-info.ts';

/** So many bytes at the end of what was searched may be the beginning of a magic. */
const overlap = goBuildInfoMagic.length - 1;

/**
 * Finds the build info of a Go program in its bytes as they pass, wherever it lies. The first that is sound counts.
 * Keeps a copy of a few bytes, and of the blob (1 MiB at most) once it has begun, and never a chunk itself.
 */
export class GoBuildInfoSearch {
  /** Bytes of the file so far. */
  #seen = 0;
  /** The last of them: the beginning of a blob that is not all there, or of what may turn out to be a magic. */
  #held: Buffer = Buffer.alloc(0);
  #found: PackageList | undefined;

  write(chunk: Buffer): void {
    if (this.#found !== undefined) return;
    this.#seen += chunk.length;
    this.#search(this.#crossesInto(chunk) ? Buffer.concat([this.#held, chunk]) : chunk, false);
  }

  /** What the program declares; undefined if it is not Go's, or of a Go before 1.18. */
  end(): PackageList | undefined {
    if (this.#found === undefined) this.#search(this.#held, true);
    return this.#found;
  }

  /** Whether what is held matters beside this chunk; most chunks are searched without being copied. */
  #crossesInto(chunk: Buffer): boolean {
    if (chunk.length < overlap) return true;
    return Buffer.concat([this.#held, chunk.subarray(0, overlap)]).includes(goBuildInfoMagic);
  }

  /** Searches the last bytes of the file so far; `ended` if there will be no more. */
  #search(bytes: Buffer, ended: boolean): void {
    const start = this.#seen - bytes.length;
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
