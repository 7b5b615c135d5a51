import { formatMs } from '../../domain/units.ts';

/** 1, 2 and 5 times the powers of ten in a domain above 0; of many only the powers, and then every second, third … of them. */
export function logTicks([low, high]: readonly [number, number], most: number): number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  const within = (values: readonly number[]): number[] =>
    values.filter((value) => value >= low && value <= high);
  const fine = within(powers.flatMap((power) => [1, 1.5, 2, 3, 5, 7].map((factor) => factor * power)));
  const usual = within(powers.flatMap((power) => [1, 2, 5].map((factor) => factor * power)));
  const whole = within(powers);
  const found = [fine, usual, whole].find((ticks) => ticks.length <= most && ticks.length > 0) ?? whole;
  const every = Math.max(1, Math.ceil(found.length / most));
  return found.filter((_, index) => index % every === 0);
}

/** A label of a tick takes about so much, with room beside it; px. */
const labelWidth = 62;

/** 0 and whole steps of 1, 2 or 5 up to `most`, so few that their labels have room on so many px. */
export function linearTicks(most: number, pixels: number): number[] {
  const rough = (most * labelWidth) / pixels;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

/** A time at an axis; nothing is as it is, in no unit. */
export const timeTick = (ms: number): string => (ms === 0 ? '0' : formatMs(ms));
