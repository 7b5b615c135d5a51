import type { TransferRecord } from '../../domain/image/transfer.ts';
import {
  closeOrNote,
  measureTransfer,
  type SecondEngine,
  type TransferParts,
  type TransferRequest,
} from './measure-transfer.ts';

/** Moves images, one after the other, as long as it is open. */
export interface Transfers {
  /** Whatever goes wrong is the record's; throws ENGINE_LOST and what an interruption throws. */
  measure(image: TransferRequest, onProgress?: (text: string) => void): Promise<TransferRecord>;
  /** Never rejects. */
  close(): Promise<void>;
}

/**
 * The second engine is started for the first image, and stays up for those that follow. If it does not start, none is
 * waited for again: each image has the same reason.
 */
export function openTransfers(parts: TransferParts): Transfers {
  const knownZstd = new Map<string, number>();
  let second: Promise<SecondEngine> | undefined;
  const startSecond = async () => (second ??= parts.startEmptyEngine?.());
  return {
    measure: (image, onProgress) => measureTransfer(parts, image, { startSecond, knownZstd, onProgress }),
    close: async () => {
      const started = await second?.catch(() => undefined);
      if (started !== undefined) await closeOrNote(started, parts.note);
    },
  };
}
