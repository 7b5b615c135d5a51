import { StagebenchError } from '../../src/domain/errors.ts';
import type { Values } from '../options.ts';

/** The fake engine has no images that could be moved or scanned. Throws USAGE, before anything is made. */
export function refuseFakeExtras({ engine, transfer, scan }: Values<'engine' | 'transfer' | 'scan'>): void {
  if (engine !== 'fake') return;
  const asked = [...(transfer ? ['--transfer'] : []), ...(scan === undefined ? [] : ['--scan'])];
  if (asked.length === 0) return;
  throw new StagebenchError(
    'USAGE',
    `${asked.join(' and ')} cannot be given with --engine fake, which has no images.`,
  );
}
