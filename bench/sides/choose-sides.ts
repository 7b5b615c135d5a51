import { StagebenchError } from '../../src/domain/errors.ts';
import { timeMetric } from '../../src/domain/metrics/night.ts';
import { cellId, type Cell } from '../../src/domain/run/plan.ts';
import { unknownName } from '../../src/plan/select.ts';
import { seriesKey, type Night, type Point, type Series } from '../../src/record/history/history.ts';
import { listText } from '../../src/report/words/list-text.ts';
import { causesBetween, isInput } from '../../src/stats/trend/events/causes.ts';
import { cellOf, isMeasured } from '../../src/stats/trend/events/night-feed.ts';
import { nightBefore } from '../../src/stats/trend/events/questions.ts';
import type { Trend } from '../../src/stats/trend/analyse-trend.ts';
import { sideOfNight, thisCheckout, type Side } from './side.ts';

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** What was chosen of several; a sentence each. */
  readonly notes?: readonly string[];
}

/** Finds what two words mean: `now`, the run or the date of a night, or a commit. Throws NO_NIGHT, UNKNOWN_NAME. */
export function chooseSides(
  trend: Pick<Trend, 'history' | 'confirmed' | 'suspected' | 'far'>,
  cell: Cell,
  words: { readonly before: string | undefined; readonly after: string },
): Sides {
  const notes: string[] = [];
  const named = (word: string): Side => sideNamed(word, trend, cell, (text) => notes.push(text));
  const after = named(words.after);
  if (words.before !== undefined) return { before: named(words.before), after, notes };
  const night = nightBeforeChange(trend, cell);
  const before = night && sideOfNight(trend.history, cell, night, timeMetric);
  if (before !== undefined) return { before, after, notes };
  throw new StagebenchError(
    'NO_NIGHT',
    `The history has no night of ${cellId(cell)} with another Dockerfile, base or lockfile: name one with --before.`,
  );
}

/** The last one before the newest event about a cell; without one, before the newest change of what it is built from. */
function nightBeforeChange(
  { history, confirmed, suspected, far }: Pick<Trend, 'history' | 'confirmed' | 'suspected' | 'far'>,
  cell: Cell,
): Night | undefined {
  const points = seriesOf(history, cell)?.points.filter(isMeasured) ?? [];
  const variant = `${cell.app}/${cell.strategy}`;
  const event = [...far, ...suspected, ...confirmed.toReversed()].find(
    ({ cells, subject, scope }) =>
      cells.includes(cellId(cell)) || (cells.length === 0 && (scope === 'family' || subject === variant)),
  );
  const series = seriesOf(history, cell);
  if (event !== undefined && series !== undefined) return nightBefore(cellOf(series), event);
  const last = points.at(-1);
  return last && points.findLast((point) => isOther(point, last))?.night;
}

const isOther = (one: Point, other: Point): boolean =>
  causesBetween(one.pins, other.pins).some(({ kind }) => isInput(kind));

const seriesOf = (history: Trend['history'], cell: Cell): Series | undefined =>
  history.series.get(seriesKey({ ...cell, metric: timeMetric }));

/** Throws UNKNOWN_NAME, and NO_NIGHT where the history has no night of the cell at all. */
function sideNamed(
  word: string,
  { history }: Pick<Trend, 'history'>,
  cell: Cell,
  note: (text: string) => void,
): Side {
  if (word === 'now') return thisCheckout;
  const named = history.nights.filter(
    ({ runId, at }) => runId === word || (isDate(word) && at.startsWith(word)),
  );
  const sides = named.flatMap((night) => {
    const side = sideOfNight(history, cell, night, timeMetric);
    return side === undefined ? [] : [{ night, side }];
  });
  const last = sides.at(-1);
  if (last !== undefined) {
    if (sides.length > 1)
      note(
        `${word} names ${sides.length} nights: the last one is taken, run ${last.night.runId}. The others: ${listText(sides.slice(0, -1).map(({ night }) => night.runId))}`,
      );
    return last.side;
  }
  if (/^[0-9a-f]{7,64}$/.test(word))
    return { name: `commit ${word.slice(0, 12)}`, word, commit: word, digests: undefined };
  const what =
    named.length === 0
      ? `There is no night or commit "${word}".`
      : `The night ${word} says nothing of ${cellId(cell)}.`;
  const known = seriesOf(history, cell)?.points.map(({ night }) => night) ?? [];
  if (known.length === 0)
    throw new StagebenchError('NO_NIGHT', `${what} The history has no night of ${cellId(cell)}.`);
  if (!isDate(word) && named.length === 0) {
    const newest = known.slice(-3).map(({ runId }) => runId);
    throw new StagebenchError('UNKNOWN_NAME', unknownName('night or commit', word, [...newest, 'now']));
  }
  throw new StagebenchError(
    'UNKNOWN_NAME',
    `${what} The nearest nights: ${nearest(named.at(-1)?.at ?? word, known)
      .map(nightText)
      .join(', ')}.`,
  );
}

/** `2026`, `2026-03`, `2026-03-01`, or with the time: the beginning of the date of a night. */
const isDate = (word: string): boolean => /^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.]*Z?)?)?)?$/.test(word);

const nightText = ({ at, runId }: Night): string => `${at.slice(0, 10)} (run ${runId})`;

/** The last two nights before a date, and the first two behind it. */
function nearest(date: string, nights: readonly Night[]): readonly Night[] {
  const behind = nights.findIndex(({ at }) => at > date);
  const place = behind === -1 ? nights.length : behind;
  return nights.slice(Math.max(0, place - 2), place + 2);
}
