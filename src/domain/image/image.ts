import type { BaseSource } from './base.ts';
import type { ImageExtras } from './extras.ts';
import type { Variant } from '../run/plan.ts';
import type { Trouble } from '../run/sample.ts';

/** What an image stands on. */
export interface ImageOriginFacts {
  readonly baseRef: string;
  /** Empty for `scratch`. */
  readonly baseDigest: string;
  /** The weakest source among all bases that the Dockerfile names. */
  readonly baseSource: BaseSource;
}

/** One step of an image's history, with the layer it made if it made one. */
export interface LayerFacts {
  /** From 0, in the order of the config's history. */
  readonly index: number;
  /** Absent for a step without a layer. */
  readonly diffId?: string;
  /** As the config says it; empty if it says nothing. */
  readonly createdBy: string;
  /** True for a step without a layer. */
  readonly empty: boolean;
  /** Of the uncompressed tar. */
  readonly sizeBytes: number;
  /** Entries of the tar but folders and whiteouts. */
  readonly files: number;
  /** False if it belongs to the base. */
  readonly own: boolean;
  /** Bytes of files in it that a later layer (or it itself) hides. */
  readonly wasteBytes: number;
  readonly needless: Needless;
}

export type NeedlessKind = 'cache' | 'development' | 'git';

/** Bytes that nobody needs in an image that is only run, by what they are, each with the folder that has most of them. */
export type Needless = {
  readonly [Kind in NeedlessKind]?: { readonly path: string; readonly bytes: number };
};

/**
 * What somebody who gets into a container finds there. Files with several names count once. docs/inside.md says which
 * names count as what.
 */
export interface SurfaceCounts {
  /** Undefined: no package database that could be read; then scanners do not know the packages either. */
  readonly osPackages: number | undefined;
  readonly languagePackages: number;
  /** Regular files that somebody may execute. */
  readonly executables: number;
  readonly elfFiles: number;
  readonly setuidFiles: number;
  readonly setgidFiles: number;
  readonly capabilityFiles: number;
  readonly worldWritableFiles: number;
  readonly shells: number;
  readonly packageManagers: number;
  readonly compilers: number;
  readonly networkTools: number;
  readonly runsAsRoot: boolean;
  readonly caBundle: boolean;
  readonly tzdata: boolean;
  /** Names of environment variables that look like those of secrets. */
  readonly secretLikeEnv: number;
  /** The names that were counted: tools, then variables, in alphabetical order. */
  readonly namesFound: readonly string[];
}

/** Facts of an image that hold on every engine and image store. Sizes in bytes. */
export interface ImageFacts extends ImageOriginFacts {
  readonly imageId: string;
  /** `os/arch[/variant]`. */
  readonly platform: string;
  /** Sum of the uncompressed layer tars, each checked against its diffID. */
  readonly sizeBytes: number;
  /** What the engine itself reports; never compared, its meaning depends on the image store. */
  readonly engineSizeBytes: number | undefined;
  readonly imageStore: string;
  /** What a process sees: every file once, without what later layers hide. */
  readonly rootfsBytes: number;
  /** Shipped in a layer and hidden or replaced by a later one. */
  readonly wasteBytes: number;
  readonly largestLayerBytes: number;
  readonly baseBytes: number;
  readonly ownBytes: number;
  readonly layers: number;
  readonly ownLayers: number;
  /** Entries of the config's history, empty layers included. */
  readonly historySteps: number;
  /** As the config says it; empty means root. */
  readonly user: string;
  readonly surface: SurfaceCounts;
  readonly layerFacts: readonly LayerFacts[];
}

/**
 * How an app took the signal to stop: it ended in order, it broke off with an exit code that says so, or it took no notice
 * and had to be killed.
 */
export type StopManner = 'graceful' | 'abrupt' | 'killed';

/** What several starts and stops of an image showed. Medians; times in ms. */
export interface StartFacts {
  /** From the start call to the first good answer, with the image's files in the page cache. */
  readonly startMs: number;
  /** Anonymous memory of all processes right after that answer; undefined if the engine cannot say. */
  readonly idleMemoryBytes: number | undefined;
  /** From the stop call to the end of the container; of an app that was killed, grace period and all. */
  readonly stopMs: number;
  /** The worst of all stops. */
  readonly stop: StopManner;
}

/**
 * One row of images.csv. An image that does not answer has facts but no start time, and its cells fail. One that works
 * but was not read, because the run ended before or because it could not be, is `unread`.
 */
export type ImageRecord =
  | {
      readonly variant: Variant;
      readonly state: 'built';
      readonly facts: ImageFacts;
      /** Absent where nobody starts it. */
      readonly start?: StartFacts;
      /** No engine was there to start it: nobody knows whether it works. */
      readonly isNotStarted?: true;
      readonly extras?: ImageExtras;
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
      readonly start?: StartFacts;
      readonly isNotStarted?: true;
      /** Why it could not be read; absent where the run ended before. */
      readonly trouble?: Trouble;
    }
  | {
      readonly variant: Variant;
      readonly state: 'failed';
      readonly origin: ImageOriginFacts;
      readonly trouble: Trouble;
    };

/** What starting an image showed: how it starts and stops, or what is wrong with it. */
export type HealthProof =
  | {
      readonly variant: Variant;
      readonly works: true;
      readonly start?: StartFacts;
      /** It is taken to work. */
      readonly isNotStarted?: true;
    }
  | { readonly variant: Variant; readonly works: false; readonly trouble: Trouble };
