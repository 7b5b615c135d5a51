import { gaussian } from '../../src/stats/noise.fixture.ts';
import { TrendDetector, type NightFinding } from '../../src/stats/trend/detector/trend-detector.ts';
import { AskAgain } from './ask-again.ts';
import { commonRules } from './common-rules.ts';
import type { Condition } from './conditions.ts';
import { modelAt, seriesIds, variantOf, world } from './worlds.ts';

const nightsOfYear = 365;

export interface Counts {
  readonly up: number;
  readonly down: number;
}

/** False alarms of a year of all series. */
export interface QuietYear {
  readonly cells: Counts;
  readonly variants: Counts;
  readonly family: Counts;
  /** Spells of nights in which a series seems to be slower, whether they end in a confirmed slowdown or not. */
  readonly suspected: number;
  /** Cells that were built again in both states, and those of them that seemed slower. */
  readonly asked: number;
  readonly shown: number;
  /** Of the common rules that were looked at. An alarm that lasts is counted in each night that says it. */
  readonly common: readonly Counts[];
}

/** `common`: of how many of the common rules, from the first one on. */
export function quietYear(condition: Condition, seed: number, common: number): QuietYear {
  const detector = new TrendDetector(variantOf);
  const again = new AskAgain(modelAt(condition.model).scatter, gaussian(seed * 2 + 3));
  const others = commonRules.slice(0, common).map(({ begin }) => seriesIds.map(begin));
  const counts = others.map(() => ({ up: 0, down: 0 }));
  const found: NightFinding[] = [];
  let [suspected, shown, number] = [0, 0, 0];
  let before = new Set<string>();
  for (const night of world(condition, { seed, nights: nightsOfYear })) {
    const tonight = detector.night(night);
    found.push(...tonight.filter(({ kind }) => kind === 'confirmed'));
    const suspects = new Set(tonight.filter(isSuspect).map(({ id }) => id));
    suspected += suspects.difference(before).size;
    before = suspects;
    shown += again.shown(number, tonight, () => 1).length;
    for (const [place, series] of others.entries()) {
      const count = counts[place];
      if (count === undefined) continue;
      for (const [one, rule] of series.entries()) {
        const direction = rule((night.logs[one] ?? NaN) - (night.control ?? 0));
        if (direction === 1) count.up += 1;
        if (direction === -1) count.down += 1;
      }
    }
    number += 1;
  }
  const ofScope = (scope: NightFinding['scope']): Counts => {
    const of = found.filter((one) => one.scope === scope);
    const up = of.filter(({ direction }) => direction === 1).length;
    return { up, down: of.length - up };
  };
  return {
    ...{ cells: ofScope('cell'), variants: ofScope('variant'), family: ofScope('family') },
    ...{ suspected, asked: again.questions, shown, common: counts },
  };
}

const isSuspect = ({ kind, scope, direction }: NightFinding): boolean =>
  kind === 'suspected' && scope === 'cell' && direction === 1;
