import type { History, Night, Point } from '../../../record/history/history.ts';
import type { NightFinding } from '../detector/trend-detector.ts';
import { asked, causesOfChange, isPinned, saidBy, unsure, type Cause } from './causes.ts';
import { isMeasured, type Cell } from './night-feed.ts';

/** What a detector, or an answer, has found of a series, a variant or all; nights are their places in the history. */
export interface Found extends Pick<NightFinding, 'scope' | 'id' | 'shift' | 'kind'> {
  readonly found: number;
  readonly since: number;
}

/** A pinned input that differs, and the place of the night in which it came. */
interface Origin {
  readonly cause: Cause;
  readonly came: number;
}

/**
 * A finding with the pinned inputs that explain it, as far as nights until `found` tell. Later nights do not change it; only a merge that
 * brings earlier ones may.
 */
export interface Explained extends Found {
  readonly origins: readonly Origin[];
}

/** What has a cause began in the night of its cause. */
export const fromItsCause = (one: Explained): Explained => {
  const [origin] = one.origins;
  return origin === undefined ? one : { ...one, since: origin.came };
};

/** The cells that a finding or an event is about: named, or as those of its variant or of all. */
export const isAbout = (
  { scope, subject, cells }: { scope: string; subject: string; cells: readonly string[] },
  { id, variant }: Pick<Cell, 'id' | 'variant'>,
): boolean => (cells.length > 0 ? cells.includes(id) : scope === 'family' || variant === subject);

/** `placeOf`: the place of a night by its run. */
export function explained(
  one: Found,
  { nights }: Pick<History, 'nights'>,
  cells: readonly Cell[],
  placeOf: (runId: string) => number,
): Explained {
  const [since, until] = [nights[one.since], nights[one.found]];
  if (since === undefined || until === undefined) return { ...one, origins: [] };
  const subject = { ...one, subject: one.id, cells: [] };
  const meant = cells.filter((cell) => (one.scope === 'cell' ? cell.id === one.id : isAbout(subject, cell)));
  const origins = commonCauses(meant, since, until)
    .filter(isPinned)
    .flatMap((cause): Origin[] => {
      const came = meant.flatMap((cell) => placeOf(cameIn(cell, cause, since, until)?.runId ?? ''));
      const known = came.filter((place) => !Number.isNaN(place));
      return known.length === 0 ? [] : [{ cause, came: Math.min(...known) }];
    });
  return { ...one, origins };
}

/** The first night of a cell that had what came with a change of this column. */
function cameIn(cell: Cell, { column }: Cause, since: Night, until: Night): Night | undefined {
  const own = causesOfCell(cell, since, until).find((cause) => cause.column === column);
  if (own === undefined) return undefined;
  const { points } = cell.series;
  const from = Math.max(0, placeFrom(points, since) - unsure);
  for (let place = from; place < points.length; place += 1) {
    const point = points[place];
    if (point !== undefined && isMeasured(point) && saidBy(point, column) === own.after) return point.night;
  }
  return undefined;
}

/** More than the nights that a cause is looked for in. */
const looked = 40;

/** The measured nights of a cell before and after. */
interface Sides {
  readonly before: readonly Point[];
  readonly after: readonly Point[];
}

/** `until`: the last night that is looked at. */
function sidesOf({ series: { points } }: Cell, since: Night, until?: Night): Sides {
  const place = placeFrom(points, since);
  const measured = (from: number, to: number): readonly Point[] => points.slice(from, to).filter(isMeasured);
  const after = measured(place, place + looked).slice(0, asked.after);
  return {
    before: measured(Math.max(0, place - looked), place).slice(-asked.before),
    after: until === undefined ? after : after.filter(({ night }) => night.at <= until.at),
  };
}

/** What differs of a cell between the nights before and after; `until`: the last night that is looked at. */
export function causesOfCell(cell: Cell, since: Night, until?: Night): Cause[] {
  const { before, after } = sidesOf(cell, since, until);
  return causesOfChange(before, after);
}

/** The place of the first point of this night or a later one. */
export function placeFrom(points: readonly Point[], { at }: Night): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.night.at ?? '') < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether no later night changes what `commonCauses` says: each cell that was there before has all the nights that are asked after. */
export const areSettled = (cells: readonly Cell[], since: Night): boolean =>
  cells
    .map((cell) => sidesOf(cell, since))
    .every(({ before, after }) => before.length === 0 || after.length === asked.after);

/**
 * What half of the cells or more have in common of what differs; alike in both values, the first of a kind. A cell that was measured on one
 * side only, because it came later or had ended, tells nothing about the change and does not count.
 */
export function commonCauses(cells: readonly Cell[], since: Night, until?: Night): Cause[] {
  const counted = new Map<string, { readonly cause: Cause; count: number }>();
  const telling = cells
    .map((cell) => sidesOf(cell, since, until))
    .filter(({ before, after }) => before.length > 0 && after.length > 0);
  for (const { before, after } of telling)
    for (const cause of causesOfChange(before, after)) {
      // Each variant has a definition of its own: what is common is that it changed.
      const key = cause.kind === 'definition' || cause.kind === 'base' ? cause.column : JSON.stringify(cause);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { cause, count: 1 });
      else known.count += 1;
    }
  return [...counted.values()].filter(({ count }) => 2 * count >= telling.length).map(({ cause }) => cause);
}
