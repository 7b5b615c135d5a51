import { max, median, min } from 'simple-statistics';
import { cellId, variantId, type Cell } from '../domain/plan.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';

/**
 * One row per planned cell, failed ones too. Only measured, built samples count; a cell of which none is left takes
 * the state of its last sample, a variant that does not work has no sizes, and a cell that was never visited is `aborted`.
 */
export function summarise(
  runId: string,
  cells: readonly Cell[],
  builds: readonly BuildRow[],
  images: readonly ImageRow[],
): SummaryRow[] {
  const samples = Map.groupBy(
    builds.filter((row) => row.phase === 'measure'),
    cellId,
  );
  const imageOf = new Map(images.map((image) => [variantId(image), image]));
  return cells.map((cell) => {
    const { app, strategy, scenario } = cell;
    const rows = samples.get(cellId(cell)) ?? [];
    const image = imageOf.get(variantId(cell));
    const good = image?.healthy ? rows.filter((row) => row.state === 'built') : [];
    const head = { run_id: runId, app, strategy, scenario, samples: good.length };
    const facts = {
      ...(image?.healthy ? { size_bytes: image.size_bytes, layers: image.layers } : {}),
      base_source: image?.base_source,
    };
    const walls = good.flatMap((row) => (row.wall_ms === undefined ? [] : [row.wall_ms]));
    if (walls.length === 0) return { ...head, ...facts, state: stateWithoutSamples(rows, image) };
    return {
      ...head,
      ...facts,
      state: 'built',
      wall_ms_median: Math.round(median(walls) * 1000) / 1000,
      wall_ms_min: min(walls),
      wall_ms_max: max(walls),
      steps_total: good.at(-1)?.steps_total,
      steps_cached: good.at(-1)?.steps_cached,
    };
  });
}

function stateWithoutSamples(rows: readonly BuildRow[], image: ImageRow | undefined): SummaryRow['state'] {
  if (image?.healthy === false) return 'failed';
  const last = rows.at(-1)?.state;
  return last === undefined || last === 'built' ? 'aborted' : last;
}
