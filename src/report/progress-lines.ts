import { variantId, type Visit } from '../domain/plan.ts';
import type { Sample } from '../domain/sample.ts';
import { formatMs } from '../domain/units.ts';

/** What a person watching wants to know now. */
export interface Moment {
  readonly visit: Visit;
  readonly total: number;
  /** The builder's step, or what the bench does itself. */
  readonly doing: string;
  readonly elapsedMs: number;
  readonly leftMs: number | undefined;
}

const visitName = (visit: Visit): string =>
  `round ${visit.round}  ${variantId(visit)} ${visit.phase === 'prime' ? 'prime' : visit.scenario}`;

const counter = (visit: Visit, total: number): string =>
  `${String(visit.sequence).padStart(String(total).length)}/${total}`;

/** The two lines that are redrawn while a visit goes on; cut to the width of the terminal. */
export function momentLines(moment: Moment, columns: number): string {
  return [headOf(moment), `  ${moment.doing}`]
    .map((line) => (line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`))
    .join('\n');
}

/** The line that says, where a log is kept and nothing was written for a while, that all goes on. */
export const stillLine = (moment: Moment): string => `${headOf(moment)}: ${moment.doing}`;

/** The same before the first visit, of what was said last. */
export const stillAtIt = (doing: string, elapsedMs: number): string =>
  `  still at it after ${formatMs(elapsedMs)}${doing === '' ? '' : `: ${doing}`}`;

function headOf({ visit, total, elapsedMs, leftMs }: Moment): string {
  const left = leftMs === undefined ? '' : `, about ${formatMs(leftMs)} left`;
  return `${counter(visit, total)}  ${visitName(visit)}  ${formatMs(elapsedMs)}${left}`;
}

/** The line that stays when a visit is over. */
export function sampleLine(sample: Sample, total: number): string {
  const head = `${counter(sample.visit, total)}  ${visitName(sample.visit).padEnd(41)} ${sample.state.padEnd(7)}`;
  switch (sample.state) {
    case 'built':
      return `${head} ${formatMs(sample.facts.wallMs).padStart(8)}  ${cached(sample.facts)}`;
    case 'invalid':
      return `${head} ${formatMs(sample.facts.wallMs).padStart(8)}  ${sample.trouble.reason}`;
    case 'failed':
    case 'aborted':
      return `${head} ${sample.trouble.reason.replaceAll('\n', '\n      ')}`;
  }
}

const cached = ({ stepsCached, stepsTotal }: { stepsCached: number; stepsTotal: number }): string =>
  `${stepsCached} of ${stepsTotal} steps cached`;
