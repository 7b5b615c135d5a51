import type { Night } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import type { CauseKind } from './causes.ts';
import { cellOf, isMeasured } from './night-feed.ts';
import type { TimeEvent } from './time-event.ts';

/** Is what is built now slower than what was built then? To be asked of one cell, on this machine, tonight. */
export interface Question {
  /** `go/slim/cold` */
  readonly series: string;
  readonly event: TimeEvent;
  /** The last night in which the cell was measured before it seemed to be at another level. */
  readonly before: Night;
}

/** What can be built again as it was. An engine or a builder of before is not there any more. */
const canBeBuilt: readonly CauseKind[] = ['definition', 'base', 'lockfile'];

/** Most of a night. */
export const mostQuestions = 3;

/**
 * What a night should ask: of everything that seems slower, for a pinned input that can be built as it was, the cell that it is largest
 * of. The largest first, at most three.
 */
export function questionsOf(
  { history, suspected, far, confirmed }: Pick<Trend, 'history' | 'suspected' | 'far' | 'confirmed'>,
  night: Night,
): Question[] {
  const tonight = confirmed.filter(({ found, answer }) => found.runId === night.runId && answer?.verdict !== 'slower');
  const cells = [...history.series.values()].map(cellOf);
  const found = [...tonight, ...suspected, ...far]
    .filter(({ direction }) => direction === 1)
    .filter(({ causes }) => causes.some(({ kind }) => canBeBuilt.includes(kind)))
    .toSorted((one, other) => other.ratio - one.ratio)
    .flatMap((event): Question[] => {
      const series = event.cells[0] ?? cells.find(({ variant }) => variant === event.subject)?.id;
      const before = cells
        .find(({ id }) => id === series)
        ?.series.points.findLast((point) => isMeasured(point) && point.night.at < event.since.at)?.night;
      return series === undefined || before === undefined ? [] : [{ series, event, before }];
    });
  // A cell and its variant tell of the same.
  return found
    .filter(({ series }, place) => found.findIndex((other) => other.series === series) === place)
    .slice(0, mostQuestions);
}
