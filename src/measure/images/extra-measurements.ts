import type { ExtraId } from '../../domain/image/extras.ts';
import type { ScannerId, ScanResult } from '../../domain/image/scan.ts';
import type { Transfers } from '../../inspect/transfer/open-transfers.ts';

/** Tells a person what is done now. */
export type Say = (text: string) => void;

/** What each extra is measured with. */
interface Means extends Record<ExtraId, unknown> {
  /** For the images of one round. */
  readonly transfer: () => Transfers;
  readonly scan: Scan;
  /** The engine is enough. */
  readonly reproduction: true;
}

interface Scan {
  readonly scanner: ScannerId;
  readonly scanImage: (ref: string, say: Say) => Promise<ScanResult>;
}

/** What a run was asked to measure of images beyond what it always does; put together by the composition root. */
export type ExtraMeasurements = { readonly [Id in ExtraId]?: Means[Id] };
