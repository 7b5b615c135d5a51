import { transferEstimateMs } from '../../inspect/transfer/estimate.ts';
import { fewestForOrder } from '../few-samples.ts';
import type { Sources } from '../table.ts';
import { candidates, front, usualScenario, type Candidate } from './candidates.ts';

/** The line that a choice is weighed with; bit/s. */
export const weighedLine = 100e6;

/** What to take for an app, and what would be said against it. */
export interface Choice {
  readonly app: string;
  readonly scenario: string;
  readonly all: readonly Candidate[];
  /** Of size × time: nothing else is both smaller and not slower. */
  readonly front: readonly Candidate[];
  readonly choice: Candidate;
  /** The largest, of the strategy that others are held against. */
  readonly baseline?: Candidate;
  /** Too few samples for any order of times: chosen by size alone. */
  readonly isBySizeAlone: boolean;
  readonly flips: readonly Flip[];
}

/** A condition, and what to take then. */
export type Flip =
  /** More rebuilds for each pull than this. */
  | { readonly kind: 'rebuilds'; readonly take: Candidate; readonly perPull: number }
  /** More pulls for each rebuild than this. */
  | { readonly kind: 'pulls'; readonly take: Candidate; readonly perRebuild: number }
  /** Somebody has to get into the running container. */
  | { readonly kind: 'shell'; readonly take: Candidate };

/**
 * One choice for each app that has candidates: of the front of size × time, the one of which the product is smallest. So half the
 * size outweighs twice the time, and nothing less. With too few samples for an order it is the smallest.
 */
export function choices(run: Sources['run']): Choice[] {
  const scenario = usualScenario(run);
  const apps = [...new Set(run.rows.manifest.plan.variants.map(({ app }) => app))];
  return apps.flatMap((app) => {
    const all = candidates(run, app, scenario);
    const best = front(all);
    const isBySizeAlone = all.some(({ samples }) => samples < fewestForOrder);
    const [smallest] = all;
    if (smallest === undefined) return [];
    const choice = isBySizeAlone ? smallest : least(best, product);
    const name = run.analysis.comparisons.find(({ cell }) => cell.app === app)?.baseline.strategy;
    const baseline = all.find(({ strategy }) => strategy === name);
    return [
      {
        ...{ app, scenario, all, front: best, choice, isBySizeAlone },
        ...(baseline && { baseline }),
        flips: [...(isBySizeAlone ? [] : flipOfFront(choice, best)), ...flipForShell(choice, all)],
      },
    ];
  });
}

const product = ({ sizeBytes, ms }: Candidate): number => sizeBytes * ms;

function least(all: readonly Candidate[], value: (one: Candidate) => number): Candidate {
  return all.reduce((found, one) => (value(one) < value(found) ? one : found));
}

/** When the next best of the front wins: what it saves on one side against what it costs on the other. */
function flipOfFront(choice: Candidate, all: readonly Candidate[]): Flip[] {
  const others = all.filter((one) => one !== choice);
  if (others.length === 0) return [];
  const take = least(others, product);
  const pullMs = transferEstimateMs(Math.abs(take.pullBytes - choice.pullBytes), weighedLine);
  const buildMs = Math.abs(take.ms - choice.ms);
  if (pullMs === 0 || buildMs === 0) return [];
  return take.sizeBytes > choice.sizeBytes
    ? [{ kind: 'rebuilds', take, perPull: pullMs / buildMs }]
    : [{ kind: 'pulls', take, perRebuild: buildMs / pullMs }];
}

function flipForShell(choice: Candidate, all: readonly Candidate[]): Flip[] {
  if (choice.hasShell) return [];
  const take = all.find(({ hasShell }) => hasShell);
  return take === undefined ? [] : [{ kind: 'shell', take }];
}
