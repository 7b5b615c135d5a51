import type { Pins } from '../../../record/history/history.ts';

/** What may have changed an image or a time. */
export type CauseKind = 'definition' | 'base' | 'lockfile' | 'builder' | 'surroundings';

/** One column of the history that differs across a change. */
export interface Cause {
  readonly kind: CauseKind;
  readonly column: keyof Pins;
  readonly before: string;
  readonly after: string;
}

/** What each column is a cause of, the one that explains most first. The commit alone explains nothing: it moves every day. */
const columns: readonly (readonly [keyof Pins, CauseKind])[] = [
  ['definition', 'definition'],
  ['base', 'base'],
  ['lockfile', 'lockfile'],
  ['engine', 'builder'],
  ['buildx', 'builder'],
  ['image_store', 'builder'],
  ['cold_method', 'builder'],
  ['kernel', 'surroundings'],
  ['cpu_model', 'surroundings'],
];

/** Columns that nobody chose to change when they change of themselves; a test on one machine can decide the others. */
export const isPinned = ({ kind }: Cause): boolean => kind !== 'surroundings';

/** What differs between two nights of a variant; of what a night does not say nothing is known. */
export const causesBetween = (before: Pins, after: Pins): Cause[] =>
  columns.flatMap(([column, kind]) => {
    const [old, now] = [before[column], after[column]];
    return old === now || old === '' || now === '' ? [] : [{ kind, column, before: old, after: now }];
  });

/**
 * What differs between the nights before a change and those after it: what most of the nights after have, and none of those before had,
 * so that one odd night explains nothing, and neither do machines that take turns. Empty lists: nothing is known.
 */
export function causesOfChange(before: readonly Pins[], after: readonly Pins[]): Cause[] {
  const [old, now] = [before.slice(-looked), after.slice(0, fewest)];
  if (old.length === 0 || now.length === 0) return [];
  return causesBetween(usual(old.slice(-fewest)), usual(now)).filter(
    ({ column, after: value }) => !old.some((pins) => pins[column] === value),
  );
}

/** Nights before a change that are asked whether they had it already. */
const looked = 21;
/** Nights on each side of which most decide. */
const fewest = 5;

/** Column by column what most of the nights have; of equally many the newest. */
function usual(nights: readonly Pins[]): Pins {
  const most = (column: keyof Pins): string => {
    const counts = new Map<string, number>();
    for (const night of nights) counts.set(night[column], (counts.get(night[column]) ?? 0) + 1);
    let best = '';
    let times = 0;
    for (const night of nights.toReversed()) {
      const count = counts.get(night[column]) ?? 0;
      if (count > times) [best, times] = [night[column], count];
    }
    return best;
  };
  const [first] = nights;
  const names = Object.keys(first ?? {}) as (keyof Pins)[];
  return Object.fromEntries(names.map((name) => [name, most(name)])) as Pins;
}
