import type { Limits } from '../domain/run/job.ts';
import { cellId, variantId, type Plan, type Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { planMs, visitMs } from '../plan/forecast.ts';
import { remaining } from '../plan/remaining.ts';
import type { KeptBuild } from '../record/kept-build.ts';
import type { RunManifest } from '../record/manifest.ts';
import { narrowCells } from '../stats/forecast/narrow-cells.ts';
import { visitCosts } from '../stats/forecast/visit-costs.ts';
import { visitRows } from '../stats/samples/visit-rows.ts';
import { lateMs } from './late-ms.ts';

/** What is known when all planned rounds are over. */
interface EndOfPlan {
  readonly plan: Plan;
  readonly builds: readonly KeptBuild[];
  readonly scenarios: readonly ScenarioDefinition[];
  readonly limits: Limits;
  /** What the starts and the reading of images took; ms. */
  readonly imagesMs: number;
  readonly manifest: Pick<RunManifest, 'resumed'>;
}

/**
 * The visits that are made again because other programs used the machine, each with the prime that it needs; by the rows
 * alone, so that a run that goes on makes the same. They come in passes: in the first one, every visit whose sample was
 * disturbed; in the next, those that were disturbed again, if the pass before has brought any sample at all: on a machine
 * that stays busy there is no point in going on. Somebody who resumes the run may have made it quiet: what was disturbed before
 * is then tried once more. In each session no more than the plan has visits. A cell that is narrow enough for `--until` is left
 * as it is, and a budget pays for whole chains only, in their order, until it is spent.
 *
 * A revisit is the sample of the round of the visit that it stands for, and `round` says so, although it is made at another
 * time. A cell has one sample a round, and tests hold a round's samples against each other. As a round of its own it would
 * have no partner there, and none would be left to its partners in the old one. What that costs is the effect of the round,
 * which another time does not share: for this one sample it is noise. It has no direction, because what is visited again was
 * chosen by what the machine did, and never by the time of the sample. Of differences of 10 % in 36 comparisons over 7 rounds,
 * of which one was disturbed by half, 95 % are found, as against 98 % without it, and 88 % with a round of its own; false
 * families are 2.2 % instead of 1.8 % (`revisit-rounds.slow.test.ts`). `sequence` and `started_at` say when it was made.
 */
export function revisits(end: EndOfPlan): Visit[] {
  const { plan, builds, scenarios, limits } = end;
  // Asked in each round: nearly always there is nothing to do.
  if (!builds.some(({ state }) => state === 'disturbed')) return [];
  const due = new Set(dueVisits(end).map(turn));
  if (due.size === 0) return [];
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const visits = [...Map.groupBy(plan.visits, ({ round }) => round).values()].flatMap((round) =>
    remaining(
      round,
      { leftOf: (visit) => (due.has(turn(visit)) ? visit : undefined), isBlocked: () => false },
      byId,
    ),
  );
  return limits.budgetMs === undefined ? visits : affordable(visits, end, limits.budgetMs, builds);
}

/** The visits of the next pass, without primes. */
function dueVisits({ plan, builds, limits: { until }, manifest }: EndOfPlan): Visit[] {
  const tries = Map.groupBy(
    visitRows(builds).filter(({ phase, state }) => phase === 'measure' && state !== 'aborted'),
    turn,
  );
  const planned = plan.visits.filter(({ phase }) => phase === 'measure');
  const before = lastBefore(builds, manifest);
  const made = [...tries.values()].flatMap((rows) =>
    rows.slice(1).filter(({ sequence }) => sequence > before),
  );
  const most = Math.max(0, ...[...tries.values()].map(({ length }) => length));
  const enough = until === undefined ? undefined : narrowCells(builds, until);
  for (let pass = 1; pass <= most; pass += 1) {
    const hasHelped = [...tries.values()].some((rows) => rows[pass - 1]?.state === 'built');
    const isWorthIt = ({ sequence }: KeptBuild): boolean => pass === 1 || hasHelped || sequence <= before;
    const due = planned.filter((visit) => {
      const rows = tries.get(turn(visit)) ?? [];
      const last = rows.at(-1);
      return (
        rows.length === pass && last?.state === 'disturbed' && isWorthIt(last) && !enough?.has(cellId(visit))
      );
    });
    if (due.length > 0) return due.slice(0, Math.max(0, planned.length - made.length));
  }
  return [];
}

/** The number of the last build that was there when the newest session began that goes on with the run; 0 in its first. */
function lastBefore(builds: readonly KeptBuild[], { resumed }: Pick<RunManifest, 'resumed'>): number {
  const rows = resumed?.at(-1)?.rows ?? 0;
  return builds[rows - 1]?.sequence ?? 0;
}

/** The first chains that the budget still pays for. */
function affordable(
  visits: readonly Visit[],
  { plan, scenarios, imagesMs }: EndOfPlan,
  budgetMs: number,
  builds: readonly KeptBuild[],
): Visit[] {
  const costs = visitCosts(builds, plan, scenarios, Math.ceil(imagesMs / 1000) * 1000);
  const end = { plan, round: plan.rounds, builds, manifest: {}, imagesMs, scenarios };
  const planned = new Set<string>();
  // The first row of a turn is the visit of the plan; the others were made again.
  const again = visitRows(builds).filter(({ phase, round, repeat = 1, ...row }) => {
    const key = `${phase} ${cellId(row)} ${round} ${repeat}`;
    return planned.has(key) || !planned.add(key);
  });
  const spentMs = again.reduce((sum, row) => sum + (row.wall_ms ?? 0) + (row.beside_ms ?? 0), 0);
  let leftMs = budgetMs - planMs(plan, costs) - lateMs(end, costs) - spentMs;
  const paid: Visit[] = [];
  const chains = Map.groupBy(visits, (visit) => `${variantId(visit)} ${visit.round}`);
  for (const chain of chains.values()) {
    leftMs -= chain.reduce((sum, visit) => sum + visitMs(visit, costs), 0);
    if (leftMs < 0) break;
    paid.push(...chain);
  }
  return paid;
}

const turn = (visit: Pick<Visit, 'app' | 'strategy' | 'scenario' | 'round'>): string =>
  `${cellId(visit)} ${visit.round}`;
