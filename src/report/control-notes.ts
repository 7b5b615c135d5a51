import { formatMs } from '../domain/units.ts';
import type { BuildRow } from '../record/rows.ts';
import { controlRange, steadyUpTo } from '../stats/control-range.ts';

/** That the machine had something else to do, by what the same frozen build took in different rounds. */
export function controlNotes(builds: readonly BuildRow[]): string[] {
  const range = controlRange(builds);
  if (range === undefined || range.ratio <= steadyUpTo) return [];
  const { least, most, ratio } = range;
  return [
    `the machine was not steady: the control took ${formatMs(least.ms)} in round ${least.round} and ` +
      `${formatMs(most.ms)} in round ${most.round}, ${ratio.toFixed(1)} times as long; differences are harder to show`,
  ];
}
