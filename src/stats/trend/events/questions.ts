import { timeMetric } from '../../../domain/metrics/night.ts';
import type { Night } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { isInput, pointBefore } from './causes.ts';
import { causesOfCell } from './found-events.ts';
import { cellOf, type Cell } from './night-feed.ts';
import type { TimeEvent } from './time-event.ts';

/** Is what is built now slower than what was built then? To be asked of one cell, on this machine, tonight. */
export interface Question {
  /** `go/slim/cold` */
  readonly series: string;
  readonly event: TimeEvent;
  /** The last night in which the cell was measured before it seemed to be at another level. */
  readonly before: Night;
}

/** Most of a night. */
const mostQuestions = 3;

/**
 * What a night should ask: of everything that seems slower, for an input that can be had as it was (an engine of before cannot), the cell
 * that it is largest of. The largest first, at most three.
 */
export function questionsOf(
  { history, suspected, far, confirmed }: Pick<Trend, 'history' | 'suspected' | 'far' | 'confirmed'>,
  night: Night,
): Question[] {
  const tonight = confirmed.filter(
    ({ found, answer }) => found.runId === night.runId && answer?.verdict !== 'slower',
  );
  const cells = [...history.series.values()].filter(({ metric }) => metric === timeMetric).map(cellOf);
  const found = [...tonight, ...suspected, ...far]
    .filter(({ direction, causes }) => direction === 1 && causes.some(({ kind }) => isInput(kind)))
    .toSorted((one, other) => other.ratio - one.ratio)
    .flatMap((event): Question[] => {
      const cell = cellOfEvent(event, cells);
      const before = cell && nightBefore(cell, event);
      return before === undefined ? [] : [{ series: cell?.id ?? '', event, before }];
    });
  // A cell and its variant tell of the same.
  return found
    .filter(({ series }, place) => found.findIndex((other) => other.series === series) === place)
    .slice(0, mostQuestions);
}

/** The one that it is largest of; of a variant or of all without a cell that stands out, the first one. */
const cellOfEvent = ({ cells, scope, subject }: TimeEvent, all: readonly Cell[]): Cell | undefined =>
  all.find(({ id, variant }) =>
    cells.length > 0 ? id === cells[0] : scope === 'family' || variant === subject,
  );

/** The last night of a cell that had none of the inputs that came with a change. */
export const nightBefore = (cell: Cell, { since }: Pick<TimeEvent, 'since'>): Night | undefined =>
  pointBefore(cell.series.points, since, causesOfCell(cell, since))?.night;
