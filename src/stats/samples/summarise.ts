import { max, median, min } from 'simple-statistics';
import { cellId, variantId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { controlsOfMachines } from './control-times.ts';
import { goodSamples, type GoodSample } from './good-samples.ts';

/**
 * One row per planned cell, failed ones too. Only measured, built samples count; a cell of which none is left takes
 * the state of its last sample, a variant that does not work has no sizes, and a cell that was never visited is `not-started`.
 */
export function summarise(
  runId: string,
  cells: readonly Cell[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): SummaryRow[] {
  const visited = Map.groupBy(
    builds.filter((row) => row.phase === 'measure'),
    cellId,
  );
  const imageOf = new Map(images.map((image) => [variantId(image), image]));
  const samplesOf = goodSamples(builds, images);
  const controlOf = controlsOfMachines(builds);
  return cells.map((cell) => {
    const { app, strategy, scenario } = cell;
    const image = imageOf.get(variantId(cell));
    const samples = samplesOf(cell);
    const head = { run_id: runId, app, strategy, scenario, samples: samples.length };
    const facts = {
      ...(image !== undefined && image.healthy !== false
        ? { size_bytes: image.size_bytes, layers: image.layers }
        : {}),
      base_source: image?.base_source,
    };
    if (samples.length === 0)
      return { ...head, ...facts, state: stateWithoutSamples(visited.get(cellId(cell)) ?? [], image) };
    const last = samples.at(-1)?.rows.at(-1);
    return {
      ...head,
      ...facts,
      state: 'built',
      ...timeColumns(samples, last && controlOf.get(last.run_id)),
      steps_total: last?.steps_total,
      steps_cached: last?.steps_cached,
    };
  });
}

/** The interval is there from as many samples on as it takes: below them there is none. Without a control there is no ratio. */
function timeColumns(samples: readonly GoodSample[], controlMs: number | undefined): Partial<SummaryRow> {
  const walls = samples.map(({ wallMs }) => wallMs);
  const middle = median(walls);
  const interval = medianInterval(walls);
  return {
    wall_ms_median: rounded(middle, 3),
    wall_ms_min: min(walls),
    wall_ms_max: max(walls),
    ...(interval && {
      wall_ms_low: rounded(interval.low, 3),
      wall_ms_high: rounded(interval.high, 3),
    }),
    ...(controlMs !== undefined && {
      control_ratio_median: rounded(middle / controlMs, 6),
      ...(interval && {
        control_ratio_low: rounded(interval.low / controlMs, 6),
        control_ratio_high: rounded(interval.high / controlMs, 6),
      }),
    }),
  };
}

/** Times keep 1 µs; more digits than that are noise of the clock. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function stateWithoutSamples(rows: readonly KeptBuild[], image: ImageRow | undefined): SummaryRow['state'] {
  if (image?.healthy === false) return 'failed';
  const last = rows.at(-1)?.state;
  if (last === undefined) return 'not-started';
  return last === 'built' ? 'aborted' : last;
}
