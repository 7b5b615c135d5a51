import type { ImageExtras } from '../domain/extras.ts';
import { variantId, type Variant, type Visit } from '../domain/plan.ts';
import type { ReproductionRecord } from '../domain/reproduction.ts';
import type { RunEvents } from '../domain/run-events.ts';
import type { ScanResult } from '../domain/scan.ts';
import type { TransferRecord } from '../domain/transfer.ts';
import type { TransferRequest } from '../inspect/transfer/measure-transfer.ts';
import { reproduceVariants } from './reproduce-variants.ts';
import type { TimeAccount } from './time-account.ts';
import { imageTag, type Workbench } from './workbench.ts';

type Say = (text: string) => void;

/** What a run was asked to measure of images beyond what it always does; put together by the composition root. */
export interface ExtraMeasurements {
  /** One record for each image, in their order. */
  readonly transfer?: (images: readonly TransferRequest[], say: Say) => Promise<readonly TransferRecord[]>;
  readonly scan?: (ref: string, say: Say) => Promise<ScanResult>;
  /** Whether to build each variant again, four times. */
  readonly reproducible?: boolean;
}

/** Measures the extras of variants whose images work, between two rounds; by variant. */
export async function measureExtras(
  bench: Workbench,
  variants: readonly Variant[],
  lastVisit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<ReadonlyMap<string, ImageExtras>> {
  if (variants.length === 0) return new Map();
  const { transfer, scan, reproducible } = bench.extras ?? {};
  const say: Say = (text) => {
    events.activity(lastVisit, text);
  };
  const charge = <T>(work: () => Promise<T>): Promise<T> => account.charge('extras', work);
  const requests = variants.map((variant) => ({
    ref: imageTag(bench, variant),
    baseRef: bench.inputs(variant).origin.base?.ref,
  }));
  const moved = transfer && (await charge(() => transfer(requests, say)));
  const scanned: ScanResult[] = [];
  if (scan !== undefined) for (const { ref } of requests) scanned.push(await charge(() => scan(ref, say)));
  const again = reproducible ? await reproduced(bench, variants, say, account) : [];
  return new Map(
    variants.map((variant, index) => {
      const [transferred, scanResult, reproduction] = [moved?.[index], scanned[index], again[index]];
      return [
        variantId(variant),
        {
          ...(transferred && { transfer: transferred }),
          ...(scanResult && { scan: scanResult }),
          ...(reproduction && { reproduction }),
        },
      ];
    }),
  );
}

async function reproduced(
  bench: Workbench,
  variants: readonly Variant[],
  say: Say,
  account: TimeAccount,
): Promise<ReproductionRecord[]> {
  const records: ReproductionRecord[] = [];
  const events = {
    activity: (variant: Variant, what: string) => {
      say(`${variantId(variant)}: ${what}`);
    },
    reproduction: async (record: ReproductionRecord) => {
      records.push(record);
    },
  };
  await reproduceVariants(bench, variants, events, account);
  return records;
}
