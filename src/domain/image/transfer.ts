import type { Trouble } from '../run/sample.ts';

/** How long so many bytes take on a line of this rate: computed, not measured. */
export interface TransferEstimate {
  readonly bitsPerSecond: number;
  readonly ms: number;
}

/** What it takes to bring an image to a registry, and from there to an engine. Bytes and ms. */
export interface TransferFacts {
  /** Compressed layers and config, as the manifest in the registry lists them. A blob that is listed twice travels once. */
  readonly transferBytes: number;
  /** Of the layers: `gzip`, `zstd`, `none`, or several joined by `+`. */
  readonly compression: string;
  /** The same, were the layers compressed with zstd: computed, not pushed. Undefined unless asked for. */
  readonly zstdBytes: number | undefined;
  /** Push of all layers into an empty registry on this machine, compression included. */
  readonly pushMs: number;
  /** Pull onto an engine without any image, unpacking included; median. Undefined where no such engine can be had. */
  readonly pullEmptyMs: number | undefined;
  /** Pull onto an engine that has the base; median. Undefined as above, and for an image that stands on no base. */
  readonly pullBasedMs: number | undefined;
  /** What the engine that has the base still downloaded, by its own report. */
  readonly pullBasedBytes: number | undefined;
  readonly estimates: readonly TransferEstimate[];
}

/** What is known of the transfer of one image. */
export type TransferRecord = { readonly ref: string } & (
  | { readonly state: 'measured'; readonly facts: TransferFacts }
  | { readonly state: 'failed'; readonly trouble: Trouble }
);
