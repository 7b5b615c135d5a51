import { StagebenchError } from '../../domain/errors.ts';

/** Decimal, as lines are sold, and as tc(8) writes them. */
const units: Readonly<Record<string, number>> = { kbit: 1e3, mbit: 1e6, gbit: 1e9 };

/** `100mbit`, `2.5gbit` or `500kbit` as bit/s. Throws USAGE. */
export function parseBandwidth(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([kmg]bit)$/i.exec(text) ?? [];
  const bitsPerSecond = Number(number) * (units[unit.toLowerCase()] ?? NaN);
  if (bitsPerSecond > 0 && Number.isFinite(bitsPerSecond)) return bitsPerSecond;
  throw new StagebenchError(
    'USAGE',
    `--bandwidth must be a rate like 100mbit, 1gbit or 500kbit, not "${text}".`,
  );
}
