import { cellId } from '../domain/run/plan.ts';
import { formatMs } from '../domain/units.ts';
import type { CellComparison } from '../stats/compare/compare-pairs.ts';
import type { ScenarioNeed } from '../stats/forecast/scenario-needs.ts';
import { needsText } from './needs-text.ts';
import { listText } from './words/list-text.ts';

/** What a run has decided, and what it takes to decide more. */
export interface Next {
  readonly decided: readonly CellComparison[];
  readonly open: readonly CellComparison[];
  readonly short: readonly CellComparison[];
  readonly needs: readonly ScenarioNeed[];
  readonly step?: { readonly rounds: number; readonly onlyUndecided: boolean; readonly ms: number };
  /** Why there is none, though something is open. */
  readonly noStep?: keyof typeof noStepTexts;
  /** What is typed for the step; absent where the run cannot go on. */
  readonly command?: string;
}

/** Which comparisons are decided, which are not, and what a decision takes; one sentence each. */
export function nextNotes({ decided, open, short, needs, noStep }: Next): string[] {
  const all = decided.length + open.length;
  const takes = needsText(needs);
  return [
    ...(decided.length === 0
      ? []
      : [`decided, a difference is claimed: ${decided.length} of ${counted(all)}: ${names(decided)}`]),
    // Where nothing can be decided yet, the verdicts say so themselves.
    ...(open.length === 0 || short.length === all
      ? []
      : [
          `not decided: ${open.length === all ? `all ${counted(all)}` : `${open.length} of ${counted(all)}: ${names(open)}`}` +
            shortText(short, open),
        ]),
    ...(takes === undefined ? [] : [takes]),
    ...(noStep === undefined ? [] : [`no more rounds are suggested: ${noStepTexts[noStep]}`]),
  ];
}

/** The same for programs. */
export const nextData = ({ decided, open, needs, step, noStep, command }: Next) => ({
  decided: decided.map(({ cell }) => cellId(cell)),
  undecided: open.map(({ cell }) => cellId(cell)),
  needs,
  ...(step && { rounds: step.rounds, onlyUndecided: step.onlyUndecided, expectedMs: Math.round(step.ms) }),
  ...(noStep !== undefined && { noStep }),
  ...(command !== undefined && { command }),
});

const noStepTexts = {
  enough: 'a difference of that size would have been found with that chance',
  'too many': 'they would have to be too many',
  stopped: 'the cells of what is not decided were stopped, as narrow enough or without samples',
};

/** What stands above the command that goes on. */
export const stepText = ({ rounds, onlyUndecided, ms }: NonNullable<Next['step']>): string =>
  `to ${rounds} rounds${onlyUndecided ? ' of what is not decided' : ''}, about ${formatMs(ms)} more:`;

const counted = (number: number): string => `${number} comparison${number === 1 ? '' : 's'}`;

const names = (comparisons: readonly CellComparison[]): string =>
  listText(comparisons.map(({ cell }) => cellId(cell)));

function shortText(short: readonly CellComparison[], open: readonly CellComparison[]): string {
  if (short.length === 0) return '';
  if (short.length === open.length)
    return `; ${open.length === 1 ? 'it has' : 'they have'} too few rounds for any verdict`;
  return `; ${short.length} of these ${short.length === 1 ? 'has' : 'have'} too few rounds for any verdict`;
}
