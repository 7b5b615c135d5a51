import type { KeptBuild } from '../record/kept-build.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { ImageRow, SummaryRow } from '../record/rows.ts';
import { chooseBaselines, type Baselines } from './compare/choose-baselines.ts';
import { compareAcross, type AcrossComparison } from './across/compare-across.ts';
import { compareCells } from './compare/compare-cells.ts';
import type { CellComparison } from './compare/compare-pairs.ts';
import { findings, type Findings } from './findings/findings.ts';
import { summarise } from './samples/summarise.ts';

/** What was recorded of a run. */
export interface Rows {
  readonly manifest: RunManifest;
  readonly builds: readonly KeptBuild[];
  readonly images: readonly ImageRow[];
}

/** What a run's rows say: the numbers, the verdicts, and what a reader has to know about them. */
export interface Analysis {
  readonly summary: readonly SummaryRow[];
  readonly baselines: Baselines;
  readonly comparisons: readonly CellComparison[];
  /** Of cells that two machines have measured; absent where nobody asked for it. */
  readonly across?: readonly AcrossComparison[];
  readonly findings: Findings;
}

/**
 * Derives everything that is printed of a run from its rows. Throws UNKNOWN_NAME if the baseline is not in the run.
 * `breathe` lets others run between the steps of the bootstrap.
 */
export async function analyseRun(
  { manifest, builds, images }: Rows,
  baseline: string | undefined,
  breathe: () => Promise<void>,
): Promise<Analysis> {
  const { runId, plan } = manifest;
  const strategies = [...new Set(plan.variants.map(({ strategy }) => strategy))];
  const { missing, ...chosen } = chooseBaselines(strategies, baseline, manifest.baselines);
  // Nobody expects it in a project of their own.
  const baselines = missing === undefined || manifest.project ? chosen : { ...chosen, missing };
  const { cells, seed } = plan;
  const across = manifest.merged?.across
    ? await compareAcross({ cells, builds, images }, baselines.of, seed, breathe)
    : undefined;
  return {
    summary: summarise(runId, cells, builds, images),
    baselines,
    comparisons: await compareCells({ cells, builds, images }, baselines.of, seed, breathe),
    ...(across && { across }),
    findings: findings(cells, builds, images),
  };
}
