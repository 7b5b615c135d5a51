import { transferEstimateMs } from '../../inspect/transfer/estimate.ts';
import type { Sources } from '../table.ts';
import type { Candidate } from './candidates.ts';
import { planeOf, type Plane } from './plane.ts';

/** The line that a choice is weighed with; bit/s. */
export const weighedLine = 100e6;

/** What to take for an app, and what would be said against it. */
export interface Choice extends Plane {
  readonly choice: Candidate;
  /** Of the strategy that others are held against. */
  readonly baseline?: Candidate;
  /** No test could look at the times of any two: chosen by size alone. */
  readonly isBySizeAlone: boolean;
  readonly flips: readonly Flip[];
}

/** A condition, and what to take then. */
export type Flip =
  /** More rebuilds for each pull than this. */
  | { readonly kind: 'rebuilds'; readonly take: Candidate; readonly perPull: number }
  /** More pulls for each rebuild than this. */
  | { readonly kind: 'pulls'; readonly take: Candidate; readonly perRebuild: number }
  /** The one is faster, or smaller; what a pull of the two moves was not measured. */
  | { readonly kind: 'time' | 'size'; readonly take: Candidate }
  /** Somebody has to get into the running container. */
  | { readonly kind: 'shell'; readonly take: Candidate };

/**
 * One choice for each app that has candidates: of the front of size × time, the one of which the product is smallest. So half the
 * size outweighs twice the time, and nothing less. Where no order of times is known it is the smallest.
 */
export function choices(run: Sources['run']): Choice[] {
  const apps = [...new Set(run.rows.manifest.plan.variants.map(({ app }) => app))];
  return apps.flatMap((app) => {
    const plane = planeOf(run, app);
    const { all, front } = plane;
    const [choice] = [...front.toSorted((a, b) => product(a) - product(b)), ...all];
    if (choice === undefined) return [];
    const name = run.analysis.comparisons.find(({ cell }) => cell.app === app)?.baseline.strategy;
    const baseline = all.find(({ strategy }) => strategy === name);
    return [
      {
        ...{ ...plane, choice, isBySizeAlone: front.length === 0 },
        ...(baseline && { baseline }),
        flips: [...flipOfFront(choice, plane), ...flipForShell(choice, all)],
      },
    ];
  });
}

const product = ({ sizeBytes, ms }: Candidate): number => sizeBytes * ms;

/** When the next best of the front wins: what it saves on one side against what it costs on the other. */
function flipOfFront(choice: Candidate, { front, orderOf }: Plane): Flip[] {
  const others = front.filter((one) => one !== choice).toSorted((a, b) => product(a) - product(b));
  for (const take of others) {
    const order = orderOf(take, choice)?.kind;
    const isTrade =
      (order === 'faster' && take.sizeBytes > choice.sizeBytes) ||
      (order === 'slower' && take.sizeBytes < choice.sizeBytes);
    if (isTrade) return [weighed(choice, take, order === 'faster')];
  }
  return [];
}

/** Without a pull of both that was measured, and one that trades bytes for time as their sizes do, nothing is weighed. */
function weighed(choice: Candidate, take: Candidate, isFaster: boolean): Flip {
  if (choice.pullBytes === undefined || take.pullBytes === undefined)
    return { kind: isFaster ? 'time' : 'size', take };
  const pullMs = transferEstimateMs(take.pullBytes - choice.pullBytes, weighedLine);
  const buildMs = choice.ms - take.ms;
  if (pullMs > 0 && buildMs > 0) return { kind: 'rebuilds', take, perPull: pullMs / buildMs };
  if (pullMs < 0 && buildMs < 0) return { kind: 'pulls', take, perRebuild: buildMs / pullMs };
  return { kind: isFaster ? 'time' : 'size', take };
}

function flipForShell(choice: Candidate, all: readonly Candidate[]): Flip[] {
  if (choice.hasShell) return [];
  const take = all.find(({ hasShell }) => hasShell);
  return take === undefined ? [] : [{ kind: 'shell', take }];
}
