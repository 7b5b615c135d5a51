import {
  inputsOf,
  surroundingsOf,
  type Night,
  type Pinned,
  type Pins,
  type Point,
} from '../../../record/history/history.ts';
import { isMeasured } from './night-feed.ts';

/** What may have changed an image or a time. */
export type CauseKind = 'definition' | 'base' | 'lockfile' | 'builder' | 'surroundings';

/** One column of the history that differs across a change. */
export interface Cause {
  readonly kind: CauseKind;
  readonly column: keyof Pins;
  readonly before: string;
  readonly after: string;
}

type Explaining = Omit<Pins, 'commit'>;

/** What each column is a cause of, the one that explains most first. The commit alone explains nothing: it moves every day. */
const columns: readonly (readonly [keyof Explaining, CauseKind])[] = [
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
export const causesBetween = (before: Explaining, after: Explaining): Cause[] =>
  columns.flatMap(([column, kind]) => {
    const [old, now] = [before[column], after[column]];
    return old === now || old === '' || now === '' ? [] : [{ kind, column, before: old, after: now }];
  });

/**
 * What differs between the nights before a change and those after it: what most of the nights after have, and those before had not. The
 * first night of a change is known to a night or two, so that the last two before it say nothing. What machines or builders that take turns
 * have is no cause, and neither is an input that was there in one of the last nights: one odd night explains nothing. An input that comes
 * back after it was another one for a while is a cause. Empty lists: nothing is known.
 */
export function causesOfChange(before: readonly Pinned[], after: readonly Pinned[]): Cause[] {
  const settled = before.length > unsure + 1 ? before.slice(0, -unsure) : before;
  const [old, now] = [settled.slice(-looked), after.slice(0, fewest)];
  if (old.length === 0 || now.length === 0) return [];
  return causesBetween(usual(old.slice(-fewest)), usual(now)).filter(({ column, kind, after: value }) => {
    const settledBy = isInput(kind) ? old.slice(-fewest) : old;
    return !settledBy.some((point) => saidBy(point, column) === value);
  });
}

/** What an image is made of, by what builds it: it can be had again as it was. */
export const isInput = (kind: CauseKind): boolean =>
  kind === 'definition' || kind === 'base' || kind === 'lockfile';

/** A change is known to so many nights. */
export const unsure = 2;
/** Nights before a change that are asked whether they had it already. */
const looked = 21;
/** Nights on each side of which most decide. */
const fewest = 5;
/** No more measured nights before and after a change say anything of its causes. */
export const asked = { before: looked + unsure, after: fewest };

/**
 * The last point before a change that has none of the inputs that came with it: what is to be built to see the difference. Undefined if
 * there is none.
 */
export const pointBefore = (
  points: readonly Point[],
  since: Night,
  causes: readonly Cause[],
): Point | undefined =>
  points.findLast(
    (point) =>
      isMeasured(point) &&
      point.night.at < since.at &&
      causes.every(({ kind, column, after }) => !isInput(kind) || saidBy(point, column) !== after),
  );

/** What a point says in a column; without its pins, which would be made of both. */
export function saidBy(point: Pinned, column: keyof Pins): string {
  const inputs: Partial<Pins> = inputsOf(point);
  return inputs[column] ?? (surroundingsOf(point) as Pins)[column];
}

/** Column by column what most of the nights have; of equally many the newest. */
function usual(nights: readonly Pinned[]): Explaining {
  const most = (column: keyof Explaining): string => {
    const said = nights.map((night) => saidBy(night, column));
    const [first = ''] = said;
    if (said.every((one) => one === first)) return first;
    const counts = new Map<string, number>();
    for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1);
    let best = '';
    let times = 0;
    for (const one of said.toReversed()) {
      const count = counts.get(one) ?? 0;
      if (count > times) [best, times] = [one, count];
    }
    return best;
  };
  // Not the commit, which is another one each night.
  return Object.fromEntries(columns.map(([name]) => [name, most(name)])) as Explaining;
}
