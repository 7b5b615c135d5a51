import { median } from 'simple-statistics';
import stringWidth from 'string-width';
import { variantId, type Visit } from '../../domain/run/plan.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { formatMs } from '../../domain/units.ts';
import { hangingText } from './note-text.ts';
import { shorten } from './shorten.ts';

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
  `${variantId(visit)} ${visit.phase === 'prime' ? 'prime' : visit.scenario}`;

const counter = (visit: Visit, total: number): string =>
  `${String(visit.sequence).padStart(String(total).length)}/${total}`;

/** The two lines that are redrawn while a visit goes on; cut to the width of the terminal. */
export function momentLines(moment: Moment, columns: number): string {
  return [headOf(moment), `  ${moment.doing}`].map((line) => shorten(line, columns - 1, 'start')).join('\n');
}

/** The line that says, where a log is kept and nothing was written for a while, that all goes on. */
export const stillLine = (moment: Moment): string => `${headOf(moment)}: ${moment.doing}`;

/** The same before the first visit, of what was said last. */
export const stillAtIt = (doing: string, elapsedMs: number): string =>
  `  still at it after ${formatMs(elapsedMs)}${doing === '' ? '' : `: ${shorten(doing, 100, 'start')}`}`;

function headOf({ visit, total, elapsedMs, leftMs }: Moment): string {
  const left = leftMs === undefined ? '' : `, about ${formatMs(leftMs)} left`;
  return `${counter(visit, total)}  round ${visit.round}  ${visitName(visit)}  ${formatMs(elapsedMs)}${left}`;
}

/**
 * The line that stays when a visit is over, for a terminal of so many columns. Where it has no room for the whole line, the
 * round is left out and nothing is filled up; where that is not enough, the outcome stands in a line of its own.
 */
export function visitLine(
  samples: readonly [Sample, ...Sample[]],
  total: number,
  columns = Infinity,
): string {
  const [{ visit, state }] = samples;
  const name = visitName(visit);
  const count = counter(visit, total);
  const whole = `round ${visit.round}  ${name}`.padEnd(41);
  const [first = '', ...log] = outcome(samples).split('\n');
  const said = first.trim();
  const indent = ' '.repeat(count.length + 2);
  const ways = [`${count}  ${whole} ${state.padEnd(7)} ${first}`, `${count}  ${name}  ${state} ${said}`];
  const line =
    ways.find((way) => stringWidth(way) <= columns) ??
    `${count}  ${name}\n${hangingText(`${indent}${state} `, said, columns, indent.length)}`;
  return [line, ...log.map((text) => `      ${text}`)].join('\n');
}

/** How long it took, and what is to be said of it; below, lines of a log. Of a visit that does not count its last build says why. */
function outcome(samples: readonly [Sample, ...Sample[]]): string {
  const last = samples.at(-1) ?? samples[0];
  switch (last.state) {
    case 'built': {
      const times = samples.flatMap((sample) => ('facts' in sample ? [sample.facts.wallMs] : []));
      const of = times.length === 1 ? '' : `, median of ${times.length} builds`;
      return `${formatMs(median(times)).padStart(8)}  ${cached(last.facts)}${of}`;
    }
    case 'invalid':
    case 'disturbed':
      return `${formatMs(last.facts.wallMs).padStart(8)}  ${last.trouble.reason}`;
    case 'failed':
    case 'aborted':
      return last.trouble.reason;
  }
}

const cached = ({ stepsCached, stepsTotal }: { stepsCached: number; stepsTotal: number }): string =>
  `${stepsCached} of ${stepsTotal} steps cached`;
