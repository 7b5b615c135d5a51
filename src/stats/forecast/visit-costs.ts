import { median } from 'simple-statistics';
import type { VisitCosts } from '../../domain/run/forecast.ts';
import { cellId, variantId, type Plan } from '../../domain/run/plan.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { visitRows, type VisitRow } from '../samples/visit-rows.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { relativeNoise } from './interval-forecast.ts';

/** How far times scatter where nothing at all is known: 3 % of the median. */
export const assumedNoise = 0.03;

/**
 * What the visits of a plan cost, from rows: medians of a build and all beside it, times the builds that a visit of the scenario
 * makes; the rows may be of a run whose visits made fewer. A cell without a timed build is taken to
 * be like the others of its scenario; a build that failed has no time, so a cell whose builds fail is too. Below 6 samples
 * a cell is taken to be as noisy as the cells of its scenario are in the median, or all cells, or `assumedNoise`; and
 * never less than ½ %.
 */
export function visitCosts(
  builds: readonly KeptBuild[],
  plan: Pick<Plan, 'cells' | 'variants'>,
  scenarios: readonly ScenarioDefinition[],
  onceMs: number,
): VisitCosts {
  refuseNaN('onceMs', onceMs);
  const rows = visitRows(builds).filter(({ wall_ms: wallMs }) => wallMs !== undefined);
  const measured = rows.filter(({ phase }) => phase === 'measure');
  const ofCell = Map.groupBy(measured, cellId);
  const ofScenario = Map.groupBy(measured, ({ scenario }) => scenario);
  const repeats = new Map(scenarios.map((scenario) => [scenario.id, scenario.repeats ?? 1]));
  const costs = new Map(
    plan.cells.map((cell) => {
      const like = ofCell.get(cellId(cell)) ?? ofScenario.get(cell.scenario) ?? measured;
      return [cellId(cell), costOf(like) * (repeats.get(cell.scenario) ?? 1)];
    }),
  );
  const opening = new Set(scenarios.filter(({ cache }) => cache === 'none').map(({ id }) => id));
  const full = rows.filter((row) => row.phase === 'prime' || opening.has(row.scenario));
  const noControl = full.filter(({ phase }) => phase !== 'control');
  const ofVariant = Map.groupBy(noControl, variantId);
  const primeOfUnbuilt = costOf(noControl);
  const primes = plan.variants.map(variantId).map((variant) => {
    const own = ofVariant.get(variant);
    return [variant, own === undefined ? primeOfUnbuilt : costOf(own)] as const;
  });
  return {
    cells: costs,
    primes: new Map(primes),
    controlMs: costOf(rows.filter(({ phase }) => phase === 'control')),
    onceMs,
    noise: noises(measured, plan),
  };
}

/** Of one build. */
function costOf(rows: readonly VisitRow[]): number {
  const costs = rows.map(
    ({ wall_ms: wallMs = 0, beside_ms: besideMs = 0, builds }) => (wallMs + besideMs) / builds,
  );
  refuseNaN('costs of builds', costs);
  return costs.length === 0 ? 0 : median(costs);
}

/**
 * Below so many samples a cell's own noise is itself mostly noise (of two samples its relative error is 76 %): cells that
 * happen to look still would get no further rounds.
 */
const ownNoiseFrom = 6;
/** Builds that scatter less were lucky: ½ % of the median. */
const leastNoise = 0.005;

/** By cell, from the samples of as many cells as it takes: its own, its scenario's, all. */
function noises(measured: readonly VisitRow[], plan: Pick<Plan, 'cells'>): Map<string, number> {
  const samples = Map.groupBy(
    measured.filter(({ state }) => state === 'built'),
    cellId,
  );
  const known = plan.cells.flatMap((cell) => {
    const times = (samples.get(cellId(cell)) ?? []).map(({ wall_ms: wallMs = 0 }) => wallMs);
    const noise = relativeNoise(times);
    return noise === undefined ? [] : [{ ...cell, noise, samples: times.length }];
  });
  const middle = (some: typeof known): number => median(some.map(({ noise }) => noise));
  const ownNoise = new Map(
    known.filter((cell) => cell.samples >= ownNoiseFrom).map((cell) => [cellId(cell), cell.noise]),
  );
  const ofScenario = new Map(
    [...Map.groupBy(known, ({ scenario }) => scenario)].map(([scenario, some]) => [scenario, middle(some)]),
  );
  const ofAll = known.length === 0 ? assumedNoise : middle(known);
  return new Map(
    plan.cells.map((cell) => {
      const noise = ownNoise.get(cellId(cell)) ?? ofScenario.get(cell.scenario) ?? ofAll;
      return [cellId(cell), Math.max(noise, leastNoise)];
    }),
  );
}
