import { endsTheRun } from '../../domain/ends-the-run.ts';
import type { ImageExtras } from '../../domain/extras.ts';
import { variantId, type Variant } from '../../domain/plan.ts';
import type { ScanResult } from '../../domain/scan.ts';
import type { Transfers } from '../../inspect/transfer/open-transfers.ts';
import type { TimeAccount } from '../time-account.ts';
import { imageTag, type Workbench } from '../workbench.ts';
import type { Say, Scan } from './extra-measurements.ts';
import { reproduceVariant } from './reproduce-variant.ts';

/**
 * Measures the extras of a variant whose image works, between two rounds. What goes wrong with one of them is its
 * result; throws what ends the run.
 */
export async function measureExtras(
  bench: Workbench,
  variant: Variant,
  transfers: Transfers | undefined,
  say: Say,
  account: TimeAccount,
): Promise<ImageExtras> {
  const { scan, reproducible } = bench.extras ?? {};
  const ref = imageTag(bench, variant);
  const baseRef = bench.inputs(variant).origin.base?.ref;
  const charge = <T>(work: () => Promise<T>): Promise<T> => account.charge('extras', work);
  const transfer = transfers && (await charge(() => transfers.measure({ ref, baseRef }, say)));
  const scanned = scan && (await charge(() => scanOrSayWhy(bench, scan, ref, say)));
  const building: Say = (text) => say(`${variantId(variant)}: ${text}`);
  const reproduction = reproducible ? await reproduceVariant(bench, variant, building, account) : undefined;
  return {
    ...(transfer && { transfer }),
    ...(scanned && { scan: scanned }),
    ...(reproduction && { reproduction }),
  };
}

async function scanOrSayWhy(
  { engine, signal }: Workbench,
  { scanner, scanImage }: Scan,
  ref: string,
  say: Say,
): Promise<ScanResult> {
  const result = await scanImage(ref, say).catch((error: unknown): ScanResult => {
    if (signal.aborted || endsTheRun(error)) throw error;
    return { state: 'not-scanned', scanner, reason: (error as Error).message };
  });
  // Of an engine that is lost a scan says only that the image could not be saved.
  if (result.state === 'not-scanned') await engine.ping();
  return result;
}
