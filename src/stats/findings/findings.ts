import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { controlTimes } from '../samples/control-times.ts';
import { buildsByMachine } from '../samples/machines.ts';
import { goodSamples, type GoodSample, type TimedSample } from '../samples/good-samples.ts';
import { drift, type Drift } from './drift.ts';
import { unsteady, type Unsteady } from './unsteady.ts';
import { firstVisit, type FirstVisit } from './first-visit.ts';
import { refuseNaN } from '../refuse-nan.ts';

/** Where it shows, if a run is of several machines: the run of that shard. */
interface OfMachine {
  readonly shard?: string;
}

/** What the samples show besides the numbers, for a reader to know; nothing of it changes the numbers. Times in ms. */
export interface Findings {
  readonly outliers: readonly {
    readonly cell: string;
    readonly round: number;
    readonly wallMs: number;
    readonly medianMs: number;
  }[];
  /** By scenario, where the first round was slower than the others. */
  readonly firstVisits: readonly (FirstVisit & { readonly scenario: string })[];
  /** Of several machines the one on which it is strongest. */
  readonly drift?: Drift & OfMachine;
  readonly controlDrift?: Drift & OfMachine;
  readonly unsteady?: Unsteady & OfMachine;
  /** Cells whose number of steps is not always the same. */
  readonly notReproducible: readonly { readonly cell: string; readonly steps: readonly number[] }[];
  /** Cells whose cache was not always emptied in the same way. */
  readonly mixedColdMethods: readonly { readonly cell: string; readonly methods: readonly string[] }[];
}

/** Looks through the samples that count, of every planned cell. */
export function findings(
  cells: readonly Cell[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): Findings {
  const samplesOf = goodSamples(builds, images);
  const all = cells.map((cell) => ({ cell, id: cellId(cell), samples: samplesOf(cell) }));
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  const machines = buildsByMachine(builds);
  const ofMachine = Map.groupBy(all, ({ samples: [first] }) => first?.rows[0].run_id);
  const samplesFrom = (machine: string) => (ofMachine.get(machine) ?? []).map(({ samples }) => samples);
  const ofRun = strongest(machines, (machine) => drift(samplesFrom(machine)));
  const ofRounds = strongest(machines, (machine) => unsteady(samplesFrom(machine)));
  const ofControl = strongest(machines, (_, own) =>
    drift([[...controlTimes(own)].map(([round, wallMs]) => ({ round, wallMs }))]),
  );
  return {
    outliers: all.flatMap(({ id, samples }) => outliersOf(id, samples)),
    firstVisits: scenarios.flatMap((scenario) => {
      const found = firstVisit(
        all.filter(({ cell }) => cell.scenario === scenario).map(({ samples }) => samples),
      );
      return found === undefined ? [] : [{ ...found, scenario }];
    }),
    ...(ofRun === undefined ? {} : { drift: ofRun }),
    ...(ofControl === undefined ? {} : { controlDrift: ofControl }),
    ...(ofRounds === undefined ? {} : { unsteady: ofRounds }),
    notReproducible: all.flatMap(({ id, samples }) => {
      const steps = different(rowsOf(samples).map((row) => row.steps_total));
      return steps.length > 1 ? [{ cell: id, steps: steps.toSorted((a, b) => a - b) }] : [];
    }),
    mixedColdMethods: all.flatMap(({ id, samples }) => {
      const methods = different(rowsOf(samples).map((row) => row.cold_method));
      return methods.length > 1 ? [{ cell: id, methods }] : [];
    }),
  };
}

/** What is farthest from 1 of what is found on each machine. */
function strongest<T extends { readonly totalRatio: number } | { readonly ratio: number }>(
  machines: ReadonlyMap<string, readonly KeptBuild[]>,
  find: (machine: string, builds: readonly KeptBuild[]) => T | undefined,
): (T & OfMachine) | undefined {
  const size = (found: T) => Math.abs(Math.log('ratio' in found ? found.ratio : found.totalRatio));
  const found = [...machines].flatMap(([machine, own]): (T & OfMachine)[] => {
    const one = find(machine, own);
    return one === undefined ? [] : [{ ...one, ...(machines.size > 1 && { shard: machine }) }];
  });
  return found.toSorted((one, other) => size(other) - size(one))[0];
}

function outliersOf(cell: string, samples: readonly GoodSample[]): Findings['outliers'] {
  return outliers(samples).map(({ round, wallMs }) => ({
    ...{ cell, round, wallMs },
    medianMs: median(samples.map((sample) => sample.wallMs)),
  }));
}

/** What is counted is the same in every build, not only in the median. */
const rowsOf = (samples: readonly GoodSample[]): KeptBuild[] => samples.flatMap(({ rows }) => rows);

const different = <T>(values: readonly (T | undefined)[]): T[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** With fewer samples the middle is not known well enough to say what is far from it. */
const fewest = 5;

/**
 * The samples of one cell that are far from its others, in input order; to be shown, never removed. Far is more than
 * 3.5 robust standard deviations (1.4826·MAD) from the median, the bound of Iglewicz & Hoaglin, How to Detect and
 * Handle Outliers (1993), and more than 3 % of the median, so that a cell whose builds happen to agree to the
 * millisecond has no outliers of two. None below 5 samples.
 */
export function outliers<T extends TimedSample>(samples: readonly T[]): T[] {
  const times = samples.map(({ wallMs }) => wallMs);
  refuseNaN('samples', times);
  if (samples.length < fewest) return [];
  const middle = median(times);
  const bound = Math.max(3.5 * 1.4826 * medianAbsoluteDeviation(times), 0.03 * middle);
  return samples.filter(({ wallMs }) => Math.abs(wallMs - middle) > bound);
}
