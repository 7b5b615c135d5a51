import type { LayerHead, LayerRecorder, LayerSummary } from '../layers/layer-recorder.ts';

/** What a file of an archive has turned out to be. */
export type Found =
  | { readonly kind: 'document'; readonly content: Buffer }
  /** `problem`: why its entries could not be read, and whether that was too much and no damage. */
  | {
      readonly kind: 'layer';
      readonly diffId: string;
      readonly sizeBytes: number;
      readonly problem?: { readonly message: string; readonly bound: boolean };
    }
  /** `why`: what keeps it from being one of them, as the end of a sentence about it. */
  | { readonly kind: 'unread'; readonly why: string }
  /** `mistaken`: it was taken for a layer that is remembered, and is to be read again. */
  | { readonly kind: 'other'; readonly mistaken?: true };

export interface NamedFile {
  readonly name: string;
  readonly found: Found;
}

/** Configs and manifests are far smaller; what is larger is none. Bytes. */
export const largestDocument = 4 * 1024 * 1024;

/** What is known of layers, and takes what is read of them: the store, or what stands for it in a worker. */
export interface LayerKeeper {
  summary(diffId: string, digests?: boolean): Pick<LayerSummary, 'sizeBytes'> | undefined;
  diffIdOfBlob(digest: string): string | undefined;
  record(): LayerRecorder;
  keep(recorder: LayerRecorder, layer: LayerHead, blob?: string): Promise<void>;
}

/** The parts of reading that concern all files of an archive. */
export interface ArchiveWork {
  readonly store: LayerKeeper;
  readonly digests: boolean;
  /**
   * Whether this thread has nothing else to do than to read: it may be held up by decoding, and uses the memory of each
   * piece again.
   */
  readonly alone?: boolean;
  /** Says that there is something, of which so many bytes will be held. Throws BeyondBound if that is too much for one archive. */
  readonly claim: (bytes: number) => void;
  /** Hands over what is to be waited for before more is read. */
  readonly wait: (pressure: Promise<unknown>) => void;
}
