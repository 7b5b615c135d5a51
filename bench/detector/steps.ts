import { gaussian } from '../../src/stats/noise.fixture.ts';
import { TrendDetector, type NightValues } from '../../src/stats/trend/detector/trend-detector.ts';
import { AskAgain } from './ask-again.ts';
import { commonRules, type SeriesRule } from './common-rules.ts';
import type { Condition } from './conditions.ts';
import { modelAt, seriesIds, seriesOf, slowed, variantOf, world } from './worlds.ts';

/** By so many nights after a step it is asked whether it was found. */
export const within = [1, 3, 5, 7, 14] as const;
export const ratios = [1.05, 1.1, 1.2, 0.9] as const;
/** A step of a whole variant. */
const variantRatio = 1.05;
/** Series that step at once in a world, of three variants. */
const stepped = [5, 26, 50].map((place) => seriesIds[place] ?? '');
export const stepsOfWorld = stepped.length;
/** A change night so near is the right one. */
const near = 1;

/** The night in which each step was found, the first one at the new level is 1; Infinity if it was not. */
type FoundIn = readonly number[];

export interface Steps {
  readonly ratio: number;
  readonly found: FoundIn;
  /** How many of the found ones have the right night as their change night, or the one beside it. */
  readonly near: number;
  readonly shown: FoundIn;
  readonly common: readonly FoundIn[];
}

export interface StepWorld {
  /** Of each ratio. */
  readonly ofSeries: readonly Steps[];
  /** Of variants of which all scenarios are slower. */
  readonly ofVariants: FoundIn;
}

/** All ratios have the same noise. */
export function steps(condition: Condition, seed: number): StepWorld {
  const nights = [...world(condition, { seed, nights: condition.history + Math.max(...within) })];
  const before = nights.slice(0, condition.history);
  const after = nights.slice(condition.history);
  const [first] = after;
  const variants = stepped.map(variantOf);
  if (first !== undefined && condition.definitions === 'with-step')
    after[0] = { ...first, changed: first.changed.union(seriesOf(variants)) };
  const detector = new TrendDetector(variantOf);
  for (const night of before) detector.night(night);
  const { state } = detector;
  const fork = (): TrendDetector => TrendDetector.from(state, variantOf);
  return {
    ofSeries: ratios.map((ratio) => ({
      ratio,
      ...byThisRule(
        fork(),
        after,
        ratio,
        new AskAgain(modelAt(condition.model).scatter, gaussian(seed * 2 + 3)),
      ),
      common: commonRules.map(({ begin }) =>
        stepped.map((id) => byRule(begin(), nights, id, ratio, before.length)),
      ),
    })),
    ofVariants: byVariant(fork(), after, variants),
  };
}

function byThisRule(
  detector: TrendDetector,
  nights: readonly NightValues[],
  ratio: number,
  again: AskAgain,
): Omit<Steps, 'ratio' | 'common'> {
  const series = new Set(stepped);
  const found = new Map<string, { readonly night: number; readonly isNear: boolean }>();
  const shown = new Map<string, number>();
  for (const [place, night] of nights.entries()) {
    const tonight = detector.night(slowed(night, series, ratio));
    for (const { kind, scope, id, direction, reach } of tonight)
      if (kind === 'confirmed' && scope === 'cell' && direction === Math.sign(ratio - 1) && !found.has(id))
        found.set(id, { night: place + 1, isNear: Math.abs(place - (reach - 1)) <= near });
    for (const id of again.shown(place, tonight, (one) => (series.has(one) ? ratio : 1)))
      if (!shown.has(id)) shown.set(id, place + 1);
  }
  return {
    found: stepped.map((id) => found.get(id)?.night ?? Infinity),
    near: stepped.filter((id) => found.get(id)?.isNear === true).length,
    shown: stepped.map((id) => shown.get(id) ?? Infinity),
  };
}

/** In which night a common rule first says so, of those after the step. */
function byRule(
  rule: SeriesRule,
  nights: readonly NightValues[],
  id: string,
  ratio: number,
  from: number,
): number {
  const place = seriesIds.indexOf(id);
  for (const [number, { logs, control = 0 }] of nights.entries()) {
    const shift = number >= from ? Math.log(ratio) : 0;
    const direction = rule((logs[place] ?? NaN) + shift - control);
    if (number >= from && direction === Math.sign(ratio - 1)) return number - from + 1;
  }
  return Infinity;
}

function byVariant(
  detector: TrendDetector,
  nights: readonly NightValues[],
  variants: readonly string[],
): FoundIn {
  const found = new Map<string, number>();
  const series = seriesOf(variants);
  for (const [place, night] of nights.entries())
    for (const { kind, scope, id, direction } of detector.night(slowed(night, series, variantRatio)))
      if (kind === 'confirmed' && scope === 'variant' && direction === 1 && !found.has(id))
        found.set(id, place + 1);
  return variants.map((id) => found.get(id) ?? Infinity);
}
