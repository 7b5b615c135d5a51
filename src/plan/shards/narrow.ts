import type { Selection } from '../../domain/run/job.ts';
import { variantId, type Variant } from '../../domain/run/plan.ts';
import type { RecordedShard } from '../../domain/run/shard.ts';

/** Of what is selected that which one shard builds. */
export function narrow(selected: Selection, { number, split }: RecordedShard): Selection {
  const variants = new Set(Object.keys(split).filter((id) => split[id] === number));
  const { apps, arms, cells } = selected;
  const builds = (variant: Variant): boolean => variants.has(variantId(variant));
  const builtApps = apps.filter(({ id: app }) =>
    [...arms.keys()].some((strategy) => builds({ app, strategy })),
  );
  const builtArms = [...arms].filter(([strategy]) => apps.some(({ id: app }) => builds({ app, strategy })));
  return {
    ...selected,
    apps: builtApps,
    arms: new Map(builtArms),
    ...(cells && { cells: cells.filter(builds) }),
    variants,
  };
}
