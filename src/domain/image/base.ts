/**
 * Where a base image came from: `registry` (pulled from upstream), `local` (rebuilt here from the same packages as
 * upstream) or `substitute` (built here, only plays the role).
 */
export type BaseSource = 'registry' | 'local' | 'substitute';

/** The C library of a stand-in: what is said about an image that has another one is not said about the stand-in. */
export type Libc = 'glibc' | 'musl';

/** A base as it is used in one run: the upstream name in FROM, and the image that stands for it. */
export interface ResolvedBase {
  /** As written in FROM, e.g. `node:24-trixie-slim`. */
  readonly name: string;
  /** What BuildKit's named context points to: a local image reference. */
  readonly ref: string;
  /** `sha256:…`: the upstream manifest digest for `registry`, the image id for the others. */
  readonly digest: string;
  readonly source: BaseSource;
  /** Only of a substitute. */
  readonly libc?: Libc;
  /** Uncompressed layer ids, bottom first: what base and own bytes are told apart by. */
  readonly diffIds: readonly string[];
}
