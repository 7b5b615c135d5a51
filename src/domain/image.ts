import type { BaseSource } from './base.ts';
import type { Variant } from './plan.ts';
import type { Trouble } from './sample.ts';

/** What an image stands on. */
export interface ImageOriginFacts {
  readonly baseRef: string;
  /** Empty for `scratch`. */
  readonly baseDigest: string;
  /** The weakest source among all bases that the Dockerfile names. */
  readonly baseSource: BaseSource;
}

/** Facts of an image that hold on every engine and image store. Sizes in bytes. */
export interface ImageFacts extends ImageOriginFacts {
  readonly imageId: string;
  /** `os/arch[/variant]`. */
  readonly platform: string;
  /** Sum of the uncompressed layer tars, each checked against its diffID. */
  readonly sizeBytes: number;
  /** What the engine itself reports; never compared, its meaning depends on the image store. */
  readonly engineSizeBytes: number;
  readonly imageStore: string;
  readonly baseBytes: number;
  readonly ownBytes: number;
  readonly layers: number;
  readonly ownLayers: number;
  /** Entries of the config's history, empty layers included. */
  readonly historySteps: number;
  /** As the config says it; empty means root. */
  readonly user: string;
}

/**
 * One row of images.csv. An image that does not answer has facts but no start time, and its cells fail. One that works
 * but was not read, because the run ended before, is `unread`.
 */
export type ImageRecord =
  | {
      readonly variant: Variant;
      readonly state: 'built';
      readonly facts: ImageFacts;
      readonly startMs: number;
    }
  | {
      readonly variant: Variant;
      readonly state: 'unhealthy';
      readonly facts: ImageFacts;
      readonly trouble: Trouble;
    }
  | {
      readonly variant: Variant;
      readonly state: 'unread';
      readonly origin: ImageOriginFacts;
      readonly startMs: number;
    }
  | {
      readonly variant: Variant;
      readonly state: 'failed';
      readonly origin: ImageOriginFacts;
      readonly trouble: Trouble;
    };

/** What starting an image showed: the median time to the first good answer, or what is wrong with it. */
export type HealthProof =
  | { readonly variant: Variant; readonly works: true; readonly startMs: number }
  | { readonly variant: Variant; readonly works: false; readonly trouble: Trouble };
