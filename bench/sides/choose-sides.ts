import { StagebenchError } from '../../src/domain/errors.ts';
import { timeMetric } from '../../src/domain/metrics/night.ts';
import { cellId, type Cell } from '../../src/domain/run/plan.ts';
import { unknownName } from '../../src/plan/select.ts';
import { seriesKey, type Night, type Point, type Series } from '../../src/record/history/history.ts';
import { causesBetween, isInput } from '../../src/stats/trend/events/causes.ts';
import { cellOf, isMeasured } from '../../src/stats/trend/events/night-feed.ts';
import { nightBefore } from '../../src/stats/trend/events/questions.ts';
import type { Trend } from '../../src/stats/trend/analyse-trend.ts';
import { sideOfNight, thisCheckout, type Side } from './side.ts';

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Finds what two words mean: `now`, the run or the date of a night, or a commit. Throws NO_NIGHT, USAGE. */
export function chooseSides(
  trend: Pick<Trend, 'history' | 'confirmed' | 'suspected' | 'far'>,
  cell: Cell,
  words: { readonly before: string | undefined; readonly after: string },
): Sides {
  const after = sideNamed(words.after, trend, cell);
  if (words.before !== undefined) return { before: sideNamed(words.before, trend, cell), after };
  const night = nightBeforeChange(trend, cell);
  const before = night && sideOfNight(trend.history, cell, night, timeMetric);
  if (before !== undefined) return { before, after };
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

function sideNamed(word: string, { history }: Pick<Trend, 'history'>, cell: Cell): Side {
  if (word === 'now') return thisCheckout;
  const night = history.nights.findLast(({ runId, at }) => runId === word || at.startsWith(word));
  const found = night && sideOfNight(history, cell, night, timeMetric);
  if (found !== undefined) return found;
  if (/^[0-9a-f]{7,64}$/.test(word))
    return { name: `commit ${word.slice(0, 12)}`, word, commit: word, digests: undefined };
  const known = history.nights.slice(-3).map(({ runId }) => runId);
  throw new StagebenchError(
    'NO_NIGHT',
    night === undefined
      ? unknownName('night or commit', word, [...known, 'now'])
      : `Night ${night.runId} says nothing of ${cellId(cell)}.`,
  );
}
