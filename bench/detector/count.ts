import type { Model } from './models.ts';
import { rules } from './rules.ts';
import { seriesIds, world } from './worlds.ts';

const nightsOfYear = 365;
const cleanNights = 120;
/** By so many nights after a step it is asked whether it was found. */
export const within = [1, 3, 5, 7, 14] as const;
/** Series that step at once in a world. */
const stepped = [seriesIds[5], seriesIds[26], seriesIds[50]].filter((id) => id !== undefined);

/** False alarms of each rule over a year of all series, slower and faster; an alarm that lasts is counted in each night that says it. */
export function falseAlarms(model: Model, samples: number, seed: number): { up: number; down: number }[] {
  const running = rules.map((rule) => rule.begin());
  const counts = rules.map(() => ({ up: 0, down: 0 }));
  for (const night of world(model, { seed, samples, nights: nightsOfYear }))
    for (const [place, rule] of running.entries())
      for (const { direction } of rule(night)) {
        const count = counts[place];
        if (count === undefined) continue;
        if (direction === 1) count.up += 1;
        else count.down += 1;
      }
  return counts;
}

/** Of the steps of a world, how many each rule has found by the first, third … night. */
export function found(model: Model, samples: number, ratio: number, seed: number): number[][] {
  const running = rules.map((rule) => rule.begin());
  const firsts = rules.map(() => new Map<string, number>());
  const step = { series: new Set(stepped), fromNight: cleanNights, ratio };
  const nights = cleanNights + Math.max(...within);
  let now = 0;
  for (const night of world(model, { seed, samples, nights, step })) {
    for (const [place, rule] of running.entries())
      for (const { series, direction } of rule(night))
        if (now >= cleanNights && step.series.has(series) && direction === Math.sign(ratio - 1))
          if (firsts[place]?.has(series) === false) firsts[place].set(series, now - cleanNights + 1);
    now += 1;
  }
  return firsts.map((first) =>
    within.map((limit) => [...first.values()].filter((night) => night <= limit).length),
  );
}

export const stepsOfWorld = stepped.length;
export const seriesYearsOfWorld = seriesIds.length;
