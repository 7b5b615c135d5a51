import type { RunManifest } from '../../record/manifest.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../../record/rows.ts';

/** All rows of one run. */
export interface ClaimRows {
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
  readonly steps: readonly StepRow[];
  readonly layers: readonly LayerRow[];
}
