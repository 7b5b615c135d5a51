import type { VisitCosts } from '../../domain/run/forecast.ts';
import { variantId, type Plan } from '../../domain/run/plan.ts';
import { shardText, type RecordedShard } from '../../domain/run/shard.ts';
import { formatMs } from '../../domain/units.ts';
import { visitMs } from '../forecast.ts';

/** What each shard of a plan builds and takes, a line each, and what decides it. `plan` is the whole one. */
export function describeSplit(plan: Plan, shard: RecordedShard, costs?: VisitCosts): readonly string[] {
  const { of, number, split, balancedBy } = shard;
  const cells = Map.groupBy(plan.cells, (cell) => split[variantId(cell)]);
  const tookText = costs === undefined ? () => '' : timeText(plan, split, costs);
  const lines = Array.from({ length: of }, (_, index) => {
    const own = cells.get(index + 1) ?? [];
    const ids = [...new Set(own.map(variantId))];
    const mark = index + 1 === number ? '→' : ' ';
    const name = shardText({ number: index + 1, of }).padStart(shardText({ number: of, of }).length);
    const amount = `${count(ids.length, 'variant')}, ${count(own.length, 'cell')}${tookText(index + 1)}`;
    return `${mark} ${name}  ${amount}: ${placesText(ids, plan)}`;
  });
  const by =
    balancedBy === undefined
      ? 'Each visit counts the same.'
      : `Shards are made alike by the times of run ${balancedBy}. On every machine it must be the same: --balance ${balancedBy}, or --balance even.`;
  return [...lines, by];
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** By the number of a shard what its visits take; the control is visited in each of them. */
function timeText(
  { visits }: Plan,
  split: RecordedShard['split'],
  costs: VisitCosts,
): (shard: number) => string {
  return (shard) => {
    const own = visits.filter((visit) => visit.phase === 'control' || split[variantId(visit)] === shard);
    return `, about ${formatMs(own.reduce((sum, visit) => sum + visitMs(visit, costs), 0))}`;
  };
}

/** An app that is there as a whole by its name, anything else by its variants. */
function placesText(ids: readonly string[], { variants }: Plan): string {
  const own = new Set(ids);
  const byApp = Map.groupBy(variants, ({ app }) => app);
  const names = [...byApp].flatMap(([app, all]) => {
    const there = all.map(variantId).filter((id) => own.has(id));
    return there.length === all.length ? [app] : there;
  });
  const shown = 8;
  return names.length > shown
    ? `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
    : names.join(', ');
}
