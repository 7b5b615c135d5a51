import type { Variant } from '../run/plan.ts';
import type { Trouble } from '../run/sample.ts';

/**
 * How what two builds have at one path differs; the gravest first. `content` is also another type, `mode` also file
 * capabilities. A path that differs in several ways, or in several layers, is told by the gravest.
 */
export const differenceKinds = [
  'content',
  'link',
  'only in first',
  'only in second',
  'mode',
  'owner',
  'time',
] as const;

export type DifferenceKind = (typeof differenceKinds)[number];

export interface DifferingPath {
  /** For people. The removal of a file is told as its layer tells it: `/etc/.wh.motd`. */
  readonly path: string;
  readonly what: DifferenceKind;
  /** Index in the history, as in layers.csv, of the step whose layers differ. */
  readonly layer: number;
}

/** What two builds of the same sources have in common. Counts are of paths: files, folders, links and removals. */
export type BuildComparison =
  /** The same layers. `sameId`: the configs are equal too, so that both builds are one image. */
  | { readonly state: 'identical'; readonly sameId: boolean }
  /**
   * So many layers are different archives of equal files: another order, or something in the headers that no file
   * shows, such as times of access. What is not compared: extended attributes but capabilities, device numbers, and
   * which names share one file (hard links).
   */
  | { readonly state: 'same-files'; readonly layers: number }
  | {
      readonly state: 'different';
      /** So many layers differ. */
      readonly layers: number;
      /** Another content, type or link target. */
      readonly filesContent: number;
      /** The same content with another mode, owner or time. */
      readonly filesMetadata: number;
      readonly filesOnlyInOne: number;
      /** Nothing but times differs. */
      readonly onlyTimes: boolean;
      /** Some of each kind, the kind with most paths first. */
      readonly firstPaths: readonly DifferingPath[];
    };

/** Two cold builds without SOURCE_DATE_EPOCH, and two with it. */
export interface Reproduction {
  readonly without: BuildComparison;
  readonly with: BuildComparison;
}

/** Whether a variant can be built again. */
export type ReproductionRecord = { readonly variant: Variant } & (
  | { readonly state: 'compared'; readonly reproduction: Reproduction }
  | { readonly state: 'failed'; readonly trouble: Trouble }
);

/** How many paths differ; 0 where only the archives do. */
export const differingFiles = (comparison: BuildComparison): number =>
  comparison.state === 'different'
    ? comparison.filesContent + comparison.filesMetadata + comparison.filesOnlyInOne
    : 0;
