import type { BaseSource, Libc } from '../../domain/image/base.ts';
import type { Rootfs } from './rootfs.ts';

/** A package of the npm registry, fetched on the host with `npm pack`. */
export interface NpmPackage {
  readonly package: string;
  /** Exact, so that the recipe's text alone says what it makes. */
  readonly version: string;
  /** The tarball's SHA-512 as npm writes it, `sha512-…` in base64: `npm view PACKAGE@VERSION dist.integrity`. */
  readonly integrity: string;
}

/** Size on disk that upstream publishes: shown beside the size of ours, never measured or compared by the bench. */
interface PublishedSize {
  readonly bytes: number;
  readonly note: string;
}

/**
 * What a recipe does with the machine's extra CA certificates (those of a TLS-inspecting proxy, say).
 * - `none`: nothing; the image is a final image or an ancestor of one.
 * - `bundle`: the Dockerfile reads `extra-ca.pem` from its context and, if it is not empty, adds it to what the
 *   system trusts: to the certificate folder, or to the bundle where nothing copies the bundle into a final image.
 * - `bundle-and-node`: also takes the build argument EXTRA_CA_FILE for `NODE_EXTRA_CA_CERTS`, because Node has a
 *   CA list of its own. The argument is `extraCaFile` when there are extra certificates, else empty: Node ignores an
 *   empty variable, and ENV cannot be conditional.
 */
type Trust = 'none' | 'bundle' | 'bundle-and-node';

/** Where recipes with trust `bundle-and-node` put the extra certificates inside the image. */
export const extraCaFile = '/usr/local/share/ca-certificates/extra-ca.crt';

/**
 * How one base is built where no registry is reachable. The folder holds the Dockerfile and what it copies; its build
 * context is the folder, plus:
 * - `npm/<package>/` for each of `npm`, the content of its tarball's `package/` folder;
 * - `extra-ca.pem` unless trust is `none`: the extra CA certificates only, an empty file on an ordinary machine;
 * - `rootfs.tar` if `rootfs` is given, made on the host by `mmdebstrapArguments`.
 */
export interface BaseRecipe {
  /** The upstream name as in FROM, or `stagebench/…` for an intermediate that other recipes copy from. */
  readonly name: string;
  readonly folder: string;
  readonly source: Exclude<BaseSource, 'registry'>;
  /** Given if and only if it is a substitute. */
  readonly libc?: Libc;
  readonly published?: PublishedSize;
  /** Names in FROM and `--from=` that other recipes build; each needs a `--build-context NAME=docker-image://…`. */
  readonly parents: readonly string[];
  readonly trust: Trust;
  readonly rootfs?: Rootfs;
  readonly npm?: readonly NpmPackage[];
}
