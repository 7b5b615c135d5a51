import { z } from 'zod';
import type { LayerSummary } from './layer-recorder.ts';

const summarySchema = z.object({
  diffId: z.string(),
  sizeBytes: z.number(),
  entries: z.number(),
  whiteouts: z.number().exactOptional(),
  digests: z.boolean(),
});

/** What is remembered of a layer, from its JSON; undefined if that is damaged. */
export function parseSummary(text: string): LayerSummary | undefined {
  try {
    return summarySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
