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
  const left = moment.leftMs === undefined ? '' : `, about ${formatMs(moment.leftMs)} left`;
  const lines = [
    `${counter(moment.visit, moment.total)}  ${visitName(moment.visit)}  ${formatMs(moment.elapsedMs)}${left}`,
    `  ${moment.doing}`,
  ];
  return lines
    .map((line) => (line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`))
    .join('\n');
}

/** The line that stays when a visit is over. */
export function sampleLine(sample: Sample, total: number): string {
  const head = `${counter(sample.visit, total)}  ${visitName(sample.visit).padEnd(36)} ${sample.state.padEnd(7)}`;
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
