import type { ScannerId, ScanResult } from '../../domain/scan.ts';
import type { Transfers } from '../../inspect/transfer/open-transfers.ts';

/** Tells a person what is done now. */
export type Say = (text: string) => void;

/** What a run was asked to measure of images beyond what it always does; put together by the composition root. */
export interface ExtraMeasurements {
  /** For the images of one round. */
  readonly openTransfers?: () => Transfers;
  readonly scan?: Scan;
  /** Whether to build each variant again, four times. */
  readonly reproducible?: boolean;
}

export interface Scan {
  readonly scanner: ScannerId;
  readonly scanImage: (ref: string, say: Say) => Promise<ScanResult>;
}
