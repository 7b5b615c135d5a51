import { StagebenchError } from '../../domain/errors.ts';
import type { VisitCosts } from '../../domain/run/forecast.ts';
import type { Selection } from '../../domain/run/job.ts';
import { variantId, type Plan } from '../../domain/run/plan.ts';
import { visitMs } from '../forecast.ts';
import { partsOf } from './parts-of.ts';

/**
 * The shard of every variant, by its id, in the order of the plan. The largest part goes first, each to the shard that has least so
 * far (LPT: Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17 (1969) 416-429). A part counts
 * what its visits took (`costs`), or their number. Throws USAGE if there are more shards than parts.
 */
export function splitPlan(
  plan: Plan,
  selected: Pick<Selection, 'arms' | 'together'>,
  shards: number,
  costs: VisitCosts | undefined,
): Readonly<Record<string, number>> {
  const weightOf = weights(plan, costs);
  const parts = partsOf(plan, selected).map((variants) => ({
    ids: variants.map(variantId),
    weight: variants.reduce((sum, variant) => sum + (weightOf.get(variantId(variant)) ?? 0), 0),
  }));
  if (shards > parts.length)
    throw new StagebenchError(
      'USAGE',
      `This plan has ${parts.length === 1 ? '1 part' : `${parts.length} parts`} between which nothing is compared, so it gives at most ` +
        `${parts.length === 1 ? '1 shard' : `${parts.length} shards`}, not ${shards}: cells that are compared stay on one machine.`,
    );
  const loads = Array.from({ length: shards }, () => ({ weight: 0, parts: 0 }));
  const shardOf = new Map<string, number>();
  // Sorting is stable: of parts that weigh the same the first of the plan goes first.
  for (const { ids, weight } of parts.toSorted((one, other) => other.weight - one.weight)) {
    const least = loads.reduce((best, load, index) => (isLess(load, loads[best]) ? index : best), 0);
    const load = loads[least];
    if (load !== undefined) loads[least] = { weight: load.weight + weight, parts: load.parts + 1 };
    for (const id of ids) shardOf.set(id, least + 1);
  }
  return Object.fromEntries(plan.variants.map(variantId).map((id) => [id, shardOf.get(id) ?? 1]));
}

interface Load {
  readonly weight: number;
  readonly parts: number;
}

/** A part may weigh nothing: then the number of parts keeps every shard from being empty. */
const isLess = (one: Load, other: Load | undefined): boolean =>
  other !== undefined &&
  (one.weight < other.weight || (one.weight === other.weight && one.parts < other.parts));

/** By variant: what its visits take, or how many they are. The control is in every shard, and weighs nothing. */
function weights({ visits }: Plan, costs: VisitCosts | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const visit of visits) {
    if (visit.phase === 'control') continue;
    const weight = costs === undefined ? 1 : visitMs(visit, costs);
    found.set(variantId(visit), (found.get(variantId(visit)) ?? 0) + weight);
  }
  return found;
}
