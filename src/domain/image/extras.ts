import type { ReproductionRecord } from './reproduction.ts';
import type { ScanResult } from './scan.ts';
import type { TransferRecord } from './transfer.ts';

/** What is measured of an image only where it was asked for: by extra. */
export interface ImageExtras {
  readonly transfer?: TransferRecord;
  readonly scan?: ScanResult;
  readonly reproduction?: ReproductionRecord;
}

export type ExtraId = keyof ImageExtras;
