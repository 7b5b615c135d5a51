import type { Variant } from '../../domain/run/plan.ts';
import { machineOfVariants } from '../samples/machines.ts';
import type { ClaimRows } from './claim-rows.ts';

/** The rows of a merged run, those of each machine apart: all numbers of a claim are of one machine. Any other run as it is. */
export function rowsOfShards(run: ClaimRows): readonly ClaimRows[] {
  const { merged, ...manifest } = run.manifest;
  if (merged === undefined) return [run];
  const machineOf = machineOfVariants(run.builds);
  return merged.shards.map(({ runId, startedAt, machine, engine }) => {
    const isOwn = (variant: Variant): boolean => machineOf(variant) === runId;
    const { plan } = manifest;
    return {
      manifest: {
        ...{ ...manifest, runId, startedAt, machine, engine },
        plan: { ...plan, variants: plan.variants.filter(isOwn), cells: plan.cells.filter(isOwn) },
      },
      builds: run.builds.filter((row) => row.run_id === runId),
      images: run.images.filter((row) => row.run_id === runId),
      steps: run.steps.filter((row) => row.run_id === runId),
      layers: run.layers.filter((row) => row.run_id === runId),
    };
  });
}
