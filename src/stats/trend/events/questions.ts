import { median } from 'simple-statistics';
import { timeMetric } from '../../../domain/metrics/night.ts';
import type { Answer } from '../../../record/history/answers.ts';
import { haveSameInputs } from '../../../record/history/carried.ts';
import type { History, Night, Pins } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { isInput, pointBefore } from './causes.ts';
import { causesOfCell, isAbout } from './explained.ts';
import { cellOf, isMeasured, type Cell } from './night-feed.ts';
import type { TimeEvent } from './time-event.ts';
import { twinsOf } from './twins.ts';

/** Is what is built now slower than what was built then? To be asked of one cell, on this machine, tonight. */
export interface Question {
  /** `go/slim/cold` */
  readonly series: string;
  /** New level ÷ old level of this cell, above 1. */
  readonly ratio: number;
  /** The first night of the cell that may be at another level: it follows `before`. */
  readonly since: Night;
  /** The last night in which the cell was measured before it seemed to be at another level. */
  readonly before: Night;
}

/** Most of a night. */
const mostQuestions = 3;

/**
 * What a night should ask: of everything that seems slower, for an input that can be had as it was (an engine of before cannot), the cell
 * that it is largest of. The largest first, at most three. Of twins that both seem slower one answers for both: the one that bears the name
 * of its strategy, else the first. What was built in the same two states before is not asked again, but once more, and after all others, in
 * the night that confirms it: ten pairs may miss what nights show.
 */
export function questionsOf(
  {
    history,
    answers,
    suspected,
    far,
    confirmed,
    dockerfilesOf,
  }: Pick<Trend, 'history' | 'answers' | 'suspected' | 'far' | 'confirmed' | 'dockerfilesOf'>,
  night: Night,
): Question[] {
  const tonight = confirmed.filter(
    ({ found, answer }) => found.runId === night.runId && answer?.verdict !== 'slower',
  );
  const cells = [...history.series.values()].filter(({ metric }) => metric === timeMetric).map(cellOf);
  const twins = twinsOf(history);
  const isBuilt = builtBefore(answers, cells, night, twins);
  const events = [...tonight, ...suspected, ...far]
    .filter(({ direction, causes }) => direction === 1 && causes.some(({ kind }) => isInput(kind)))
    .toSorted((one, other) => other.ratio - one.ratio);
  const answering = (cell: Cell): Cell =>
    cells.find(
      (one) =>
        one.series.strategy === dockerfilesOf?.get(cell.series.strategy) &&
        twins.get(cell.id)?.includes(one.id) &&
        events.some((event) => isAbout(event, one)),
    ) ?? cell;
  const found = events.flatMap((event) => {
    const question = questionOf(event, cells, answering);
    return question === undefined || (event.kind !== 'confirmed' && isBuilt(question)) ? [] : [question];
  });
  const { answered, shown } = slowerCells(confirmed, history, night);
  return found
    .filter(({ series, since }, place) => {
      // A cell and its variant tell of the same.
      if (found.findIndex((other) => other.series === series) !== place) return false;
      if (shown.some((one) => one.series === series && one.isNear(since, span))) return false;
      return !(twins.get(series) ?? []).some(
        (twin) =>
          answered.some((one) => one.series === twin && one.isNear(since, reach)) ||
          (twin < series && found.some((other) => other.series === twin)),
      );
    })
    .toSorted((one, other) => Number(isBuilt(one)) - Number(isBuilt(other)))
    .slice(0, mostQuestions);
}

/** Whether a cell or its twin was built of the same inputs as before the question and as in this night, whatever that has said. */
function builtBefore(
  answers: readonly Answer[],
  cells: readonly Cell[],
  night: Night,
  twins: ReadonlyMap<string, readonly string[]>,
): (question: Question) => boolean {
  const byId = new Map(cells.map(({ id, series }) => [id, series.points]));
  const pinsOf = (cell: string, run: string): Pins | undefined =>
    byId.get(cell)?.findLast((point) => point.night.runId === run)?.pins;
  const haveSame = (one: Pins | undefined, other: Pins | undefined): boolean =>
    one !== undefined && other !== undefined && haveSameInputs(one, other);
  return ({ series, before }) =>
    answers.some(
      (answer) =>
        [series, ...(twins.get(series) ?? [])].includes(answer.series) &&
        haveSame(pinsOf(answer.series, answer.before), pinsOf(series, before.runId)) &&
        haveSame(pinsOf(answer.series, answer.after), pinsOf(series, night.runId)),
    );
}

/** A question is about nights that are so near to those of an answer that it is the same question. */
const reach = 21;
/** A change of one cell is known to so many nights. */
const span = 2;

/** A cell that became slower, and whether that was about a night. */
interface Slower {
  readonly series: string;
  readonly isNear: (since: Night, nights: number) => boolean;
}

/** What is known already: by answers, and by nights before this one. */
function slowerCells(
  confirmed: readonly TimeEvent[],
  { nights }: Pick<History, 'nights'>,
  night: Night,
): { readonly answered: Slower[]; readonly shown: Slower[] } {
  const placeOf = ({ runId }: Night): number => nights.findIndex((one) => one.runId === runId);
  const slower = (series: string, { since }: TimeEvent): Slower => ({
    series,
    isNear: (other, most) => Math.abs(placeOf(other) - placeOf(since)) <= most,
  });
  const events = confirmed.filter(({ direction }) => direction === 1);
  return {
    answered: events.flatMap((event) =>
      event.answer?.verdict === 'slower' ? [slower(event.answer.series, event)] : [],
    ),
    shown: events
      .filter(({ found }) => found.runId !== night.runId)
      .flatMap((event) => event.cells.map((cell) => slower(cell, event))),
  };
}

/** About the cell that an event is largest of, or the one that answers for it; undefined without a night before. */
function questionOf(
  event: TimeEvent,
  all: readonly Cell[],
  answering: (cell: Cell) => Cell,
): Question | undefined {
  const [named] = event.cells;
  const meant = all.filter((cell) => (named === undefined ? isAbout(event, cell) : cell.id === named));
  const [largest] = meant
    .map((cell) => ({ cell, ratio: ratioOf(cell, event) }))
    .toSorted((one, other) => other.ratio - one.ratio);
  if (largest === undefined) return undefined;
  const cell = answering(largest.cell);
  const ratio = cell === largest.cell ? largest.ratio : ratioOf(cell, event);
  const before = nightBefore(cell, event);
  const since =
    before && cell.series.points.find((point) => isMeasured(point) && point.night.at > before.at)?.night;
  return before === undefined || since === undefined ? undefined : { series: cell.id, ratio, since, before };
}

/** Nights before a change of which the median is what it took. */
const few = 21;

/** That of the cell itself: where only its variant or all has told of a change, what its nights took in the median. */
function ratioOf({ id, series: { points } }: Cell, { parts, since }: TimeEvent): number {
  const own = parts.find(({ subject }) => subject === id);
  if (own !== undefined) return own.ratio;
  const measured = points.filter(isMeasured);
  const place = measured.findIndex(({ night }) => night.at >= since.at);
  if (place < 1) return 0;
  const middle = (from: number, to: number): number =>
    median(measured.slice(from, to).map(({ value }) => Number(value)));
  return middle(place, measured.length) / middle(Math.max(0, place - few), place);
}

/** The last night of a cell that had none of the inputs that came with a change. */
export const nightBefore = (cell: Cell, { since }: Pick<TimeEvent, 'since'>): Night | undefined =>
  pointBefore(cell.series.points, since, causesOfCell(cell, since))?.night;
