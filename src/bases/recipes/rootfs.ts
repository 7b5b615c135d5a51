/** A Debian root file system, made on the host by mmdebstrap before the recipe's Dockerfile is built. */
export interface Rootfs {
  /** Lines of sources.list; apt verifies their signatures with the keyring. */
  readonly sources: readonly string[];
  readonly suite: string;
  /** Package set, as mmdebstrap and debootstrap name it. */
  readonly variant: 'minbase';
  /** On Debian 12 and 13 alike, from the package debian-archive-keyring. */
  readonly keyring: string;
  /** Shell commands run at the end with the root file system's folder as `$1`. */
  readonly customize: readonly string[];
}

/** The whole argument list for mmdebstrap (needs root); it writes an uncompressed tar to `target`. */
export function mmdebstrapArguments(rootfs: Rootfs, target: string): string[] {
  return [
    `--variant=${rootfs.variant}`,
    '--mode=root',
    '--format=tar',
    // Containers get a /dev of their own.
    '--skip=output/dev',
    `--keyring=${rootfs.keyring}`,
    ...rootfs.customize.map((command) => `--customize-hook=${command}`),
    rootfs.suite,
    target,
    ...rootfs.sources,
  ];
}
