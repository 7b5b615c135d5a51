import { createHash } from 'node:crypto';

/** The SHA-256 of a file, while its bytes pass. */
export interface FileHash {
  update(piece: Buffer): void;
  /** In hex; to be asked for once, after the last byte. */
  digest(): string | Promise<string>;
}

/** Counted on this thread. */
export function ownHash(): FileHash {
  const hash = createHash('sha256');
  return {
    update: (piece) => {
      hash.update(piece);
    },
    digest: () => hash.digest('hex'),
  };
}
