import { cellId, variantId } from '../../domain/run/plan.ts';
import type { Sources } from '../table.ts';

/**
 * A variant that can be chosen: its image works, stands on no substitute, and one of its scenarios has samples. It is the cell of
 * that scenario.
 */
export interface Candidate {
  readonly app: string;
  readonly strategy: string;
  readonly scenario: string;
  readonly sizeBytes: number;
  /** What a pull moves; absent where that was not measured. */
  readonly pullBytes?: number;
  /** Of the scenario, ms: the median, and its 95 % interval; below 6 samples the least and the most. */
  readonly ms: number;
  readonly interval: { readonly low: number; readonly high: number };
  readonly samples: number;
  readonly hasShell: boolean;
}

/** The scenario that people wait for most often; the first of the run where it has none such. */
export function usualScenario({ rows }: Sources['run']): string {
  const scenarios = [...new Set(rows.manifest.plan.cells.map(({ scenario }) => scenario))];
  return scenarios.find((scenario) => scenario === 'edit-source') ?? scenarios[0] ?? '';
}

/** The candidates of an app, the smallest first. */
export function candidates({ rows, analysis }: Sources['run'], app: string, scenario: string): Candidate[] {
  const cellOf = new Map(analysis.summary.map((row) => [cellId(row), row]));
  return rows.images
    .filter((image) => image.app === app && image.state === 'built' && image.base_source !== 'substitute')
    .flatMap((image): Candidate[] => {
      const row = cellOf.get(`${variantId(image)}/${scenario}`);
      const { size_bytes: sizeBytes, transfer_bytes: pullBytes } = image;
      if (row?.wall_ms_median === undefined || sizeBytes === undefined) return [];
      const { wall_ms_min: least = 0, wall_ms_max: most = Infinity } = row;
      const { wall_ms_low: low = least, wall_ms_high: high = most } = row;
      return [
        {
          ...{ app, strategy: image.strategy, scenario, sizeBytes },
          ...(pullBytes !== undefined && { pullBytes }),
          ...{ ms: row.wall_ms_median, samples: row.samples, hasShell: (image.shells ?? 0) > 0 },
          interval: { low, high },
        },
      ];
    })
    .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
}
