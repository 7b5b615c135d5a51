import type { TransferRecord } from '../../domain/image/transfer.ts';
import type { TransferParts, TransferRequest } from './measure-transfer.ts';
import { openTransfers } from './open-transfers.ts';

/** Moves images one after the other, as a round does. */
export async function transferEach({
  images,
  ...parts
}: TransferParts & { readonly images: readonly TransferRequest[] }): Promise<TransferRecord[]> {
  const transfers = openTransfers(parts);
  try {
    const records: TransferRecord[] = [];
    for (const image of images) records.push(await transfers.measure(image));
    return records;
  } finally {
    await transfers.close();
  }
}
