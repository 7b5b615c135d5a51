import type { TransferEstimate } from '../../domain/image/transfer.ts';

/** Slow upload line, fast Ethernet, a server's line. */
const rates = [10e6, 100e6, 1e9] as const;

/**
 * How long so many bytes take on a line of so many bit/s, in ms: the line alone, without the overhead of its protocols
 * (about 5 % for TCP over Ethernet), round trips, and what registry and engine do besides.
 */
export const transferEstimateMs = (bytes: number, bitsPerSecond: number): number =>
  (bytes * 8 * 1000) / bitsPerSecond;

/** At 10, 100 and 1000 Mbit/s. */
export const transferEstimates = (bytes: number): TransferEstimate[] =>
  rates.map((bitsPerSecond) => ({ bitsPerSecond, ms: transferEstimateMs(bytes, bitsPerSecond) }));
