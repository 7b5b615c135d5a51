import { median } from 'simple-statistics';
import { variantId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { cellFacts, type CellFacts } from '../samples/cell-facts.ts';
import { controlTimes } from '../samples/control-times.ts';
import { buildsByMachine, machineOfVariants, onOneMachine } from '../samples/machines.ts';
import { processorsOf } from '../samples/processors.ts';
import { baselinePairs } from '../samples/baseline-pairs.ts';
import { comparePairsBetween, type CellComparison, type CellPair } from '../compare/compare-pairs.ts';

/** A cell held against one that another machine has measured, by what each took ÷ the control of its machine. */
export interface AcrossComparison extends CellComparison {
  /** The runs of the two shards. */
  readonly machine: string;
  readonly baselineMachine: string;
}

/**
 * Holds every cell whose baseline lies on another machine against it: in each round, time ÷ control of this machine in this round. So
 * every sample carries the scatter of both, and so does the interval. The rounds of two machines have nothing in common: they are not
 * paired. No control is emulated: of two that are built by different processors none is held against the other. Samples of rounds without a control are left out. Each scenario is a family of its own, apart from that within machines.
 */
export async function compareAcross(
  run: {
    readonly cells: readonly Cell[];
    readonly builds: readonly KeptBuild[];
    readonly images: readonly ImageRow[];
  },
  baselineOf: ReadonlyMap<string, string>,
  seed: number,
  breathe: () => Promise<void>,
): Promise<AcrossComparison[]> {
  const facts = cellFacts(run.builds, run.images);
  const inControls = controlsIn(run.builds);
  const isTogether = onOneMachine(run.builds);
  const machineOf = machineOfVariants(run.builds);
  const buildsOf = Map.groupBy(run.builds, variantId);
  const processors = (cell: Cell): string => processorsOf(buildsOf.get(variantId(cell)) ?? []).join();
  const isAlike = (one: Cell, other: Cell): boolean => processors(one) === processors(other);
  const pairs = baselinePairs(run.cells, baselineOf)
    .filter(({ cell, baseline }) => !isTogether(cell, baseline) && isAlike(cell, baseline))
    .map((pair): CellPair => ({
      ...pair,
      facts: inControls(facts(pair.cell)),
      baselineFacts: inControls(facts(pair.baseline)),
    }));
  const compared = await comparePairsBetween(pairs, seed, breathe);
  return compared.map(({ time, ...row }) => ({
    ...row,
    time: { ...time, ...medians(facts(row.cell), facts(row.baseline)) },
    machine: machineOf(row.cell) ?? '',
    baselineMachine: machineOf(row.baseline) ?? '',
  }));
}

/** The samples of a cell as multiples of the control of their machine in their round. */
function controlsIn(builds: readonly KeptBuild[]): (facts: CellFacts) => CellFacts {
  const ofMachine = new Map(
    [...buildsByMachine(builds)].map(([machine, own]) => [machine, controlTimes(own)]),
  );
  return ({ samples, ...facts }) => ({
    ...facts,
    samples: samples.flatMap((sample) => {
      const control = ofMachine.get(sample.rows[0].run_id)?.get(sample.round) ?? 0;
      return control > 0 ? [{ ...sample, wallMs: sample.wallMs / control }] : [];
    }),
  });
}

/** In ms, of all samples: what was measured. */
function medians(of: CellFacts, ofBaseline: CellFacts) {
  const [own, baseline] = [of, ofBaseline].map(({ samples }) => samples.map(({ wallMs }) => wallMs));
  return {
    ...(own && own.length > 0 && { medianMs: median(own) }),
    ...(baseline && baseline.length > 0 && { baselineMedianMs: median(baseline) }),
  };
}
