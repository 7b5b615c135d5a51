import type { ExtraId, ImageExtras } from '../../domain/image/extras.ts';
import type { Variant } from '../../domain/run/plan.ts';
import type { TimeAccount } from '../time-account.ts';
import type { Workbench } from '../workbench.ts';
import type { ExtraMeasurements, Say } from './extra-measurements.ts';

/** Something that is measured of an image only where it was asked for. What it finds is a record of its own. */
export interface Extra<Id extends ExtraId = ExtraId> {
  readonly id: Id;
  /** When it is measured: extras come by this number, the smallest first. */
  readonly order: number;
  /** The option that asks for it. */
  readonly option: string;
  /** It cannot be had of the fake engine, which has no images. */
  readonly needsImages?: true;
  /** Between two rounds; `means` is what it was given before the first build. */
  readonly open: (means: NonNullable<ExtraMeasurements[Id]>, round: ExtraRound) => OpenExtra<Id>;
}

export type AnyExtra = { readonly [Id in ExtraId]: Extra<Id> }[ExtraId];

export interface ExtraRound {
  readonly bench: Workbench;
  readonly account: TimeAccount;
  readonly say: Say;
}

export interface OpenExtra<Id extends ExtraId> {
  /** What goes wrong with the image is its result; throws what ends the run. */
  readonly measure: (image: ExtraImage) => Promise<NonNullable<ImageExtras[Id]>>;
  /** Closes what stays open for all images of a round. */
  readonly close?: () => Promise<void>;
}

/** An image that works. */
interface ExtraImage {
  readonly variant: Variant;
  readonly ref: string;
  /** Absent if it stands on no base. */
  readonly baseRef: string | undefined;
}
