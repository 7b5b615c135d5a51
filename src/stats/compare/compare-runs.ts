import { median } from 'simple-statistics';
import type { TimeComparison } from '../../domain/run/comparison.ts';
import { cellId, control, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { ImageRow } from '../../record/rows.ts';
import { cellFacts, type CellFacts } from '../samples/cell-facts.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import { machineOfVariants } from '../samples/machines.ts';
import { allControlTimes, controlsOfMachines } from '../samples/control-times.ts';
import { emptyCells, type EmptyCell } from '../samples/empty-cell.ts';
import { buildsOfSamples } from '../samples/visit-rows.ts';
import { compareFamily } from './compare-family.ts';
import {
  comparePairsBetween,
  comparePairsWithin,
  type CellComparison,
  type CellPair,
} from './compare-pairs.ts';
import { definitionOf } from './definition-of.ts';

/** One side of a comparison: a run, and of it the cells that are compared. */
export interface RunSide {
  readonly run: {
    readonly manifest: RunManifest;
    readonly builds: readonly KeptBuild[];
    readonly images: readonly ImageRow[];
  };
  readonly cells: readonly Cell[];
}

/** `cell` is of B, `baseline` of A. */
export interface RunComparisonRow extends CellComparison {
  /** Median ÷ control of the run, of B over that of A; absent if one of the runs has no control. */
  readonly controlRatio?: number;
  /** Where A or B has no samples: how their last builds ended. */
  readonly empty?: readonly (EmptyCell & { readonly side: 'A' | 'B' })[];
  /** Where only the rounds that both have count, and a median is another one than over all of its rounds: how many. */
  readonly commonRounds?: number;
}

export interface RunsComparison {
  /** A and B are of one run: they are compared round by round. */
  readonly isOneRun: boolean;
  readonly rows: readonly RunComparisonRow[];
  readonly onlyA: readonly Cell[];
  readonly onlyB: readonly Cell[];
  /**
   * The control of B held against that of A, a family of its own; absent if one of the runs has none, or not the same, or
   * if they are one run.
   */
  readonly control?: TimeComparison;
  /** Scenarios a sample of which is the median of so many builds in A, and of another number in B. */
  readonly otherBuilds?: readonly { readonly scenario: string; readonly a: number; readonly b: number }[];
}

/** Holds B against A, cell by cell where both go by one name. Those of one scenario are one family. */
export async function compareRuns(
  a: RunSide,
  b: RunSide,
  nameOf: (cell: Cell) => string,
  breathe: () => Promise<void>,
): Promise<RunsComparison> {
  const factsA = cellFacts(a.run.builds, a.run.images);
  const factsB = cellFacts(b.run.builds, b.run.images);
  const cellOfA = new Map(a.cells.toReversed().map((cell) => [nameOf(cell), cell]));
  const pairs = b.cells.flatMap((cell): CellPair[] => {
    const baseline = cellOfA.get(nameOf(cell));
    if (baseline === undefined) return [];
    const pair = { cell, baseline, facts: factsB(cell), baselineFacts: factsA(baseline) };
    return [isOneRun(a, b) ? ofCommonRounds(pair) : pair];
  });
  const comparePairs = isOneRun(a, b) ? comparePairsWithin : comparePairsBetween;
  const compared = await comparePairs(pairs, a.run.manifest.plan.seed, breathe);
  const controls = isSameControl(a, b) ? await compareControls(a, b, breathe) : undefined;
  const normalised = normalise(a, b);
  const [emptyOfA, emptyOfB] = [emptyCells(a.run), emptyCells(b.run)];
  const rows = compared.map((row, index): RunComparisonRow => {
    const pair = pairs[index];
    const ratio = controls !== undefined && pair !== undefined ? normalised(pair) : undefined;
    const rounds = pair === undefined ? undefined : telling(pair, factsA(row.baseline), factsB(row.cell));
    const empty = [
      ...emptyOfA(row.baseline).map((cell) => ({ side: 'A' as const, ...cell })),
      ...emptyOfB(row.cell).map((cell) => ({ side: 'B' as const, ...cell })),
    ];
    return {
      ...row,
      ...(ratio === undefined ? {} : { controlRatio: ratio }),
      ...(empty.length === 0 ? {} : { empty }),
      ...(rounds === undefined ? {} : { commonRounds: rounds }),
    };
  });
  const comparedOfA = new Set(pairs.map(({ baseline }) => cellId(baseline)));
  const comparedOfB = new Set(pairs.map(({ cell }) => cellId(cell)));
  const otherBuilds = differingBuilds(a, b, pairs);
  return {
    isOneRun: isOneRun(a, b),
    rows,
    ...(otherBuilds.length === 0 ? {} : { otherBuilds }),
    onlyA: a.cells.filter((cell) => !comparedOfA.has(cellId(cell))),
    onlyB: b.cells.filter((cell) => !comparedOfB.has(cellId(cell))),
    ...(controls === undefined ? {} : { control: controls }),
  };
}

/** What two machines have measured are two runs, even if these were merged. */
const isOneRun = (a: RunSide, b: RunSide): boolean =>
  a.run.manifest.runId === b.run.manifest.runId && shardsOf(a).join() === shardsOf(b).join();

/** Of a merged run the shards that have measured the cells of a side; nothing of any other run. */
export function shardsOf({ run: { manifest, builds }, cells }: RunSide): readonly string[] {
  if (manifest.merged === undefined) return [];
  const machineOf = machineOfVariants(builds);
  return [...new Set(cells.flatMap((cell) => machineOf(cell) ?? []))].toSorted();
}

/** Of one run the rounds that both cells have: drift is no difference then. */
function ofCommonRounds({ facts, baselineFacts, ...cells }: CellPair): CellPair {
  const [samples, baselineSamples] = commonRounds(facts.samples, baselineFacts.samples);
  return {
    ...cells,
    facts: { ...facts, samples },
    baselineFacts: { ...baselineFacts, samples: baselineSamples },
  };
}

/** How many rounds count, where the samples of other rounds would have made it another median. */
function telling({ facts, baselineFacts }: CellPair, ofA: CellFacts, ofB: CellFacts): number | undefined {
  const isMoved = medianOf(facts) !== medianOf(ofB) || medianOf(baselineFacts) !== medianOf(ofA);
  return isMoved ? new Set(facts.samples.map(({ round }) => round)).size : undefined;
}

const medianOf = ({ samples }: CellFacts): number | undefined =>
  samples.length === 0 ? undefined : median(samples.map(({ wallMs }) => wallMs));

function differingBuilds(a: RunSide, b: RunSide, pairs: readonly CellPair[]) {
  const [ofA, ofB] = [buildsOfSamples(a.run.builds), buildsOfSamples(b.run.builds)];
  return [...new Set(pairs.map(({ cell }) => cell.scenario))]
    .map((scenario) => ({ scenario, a: ofA.get(scenario) ?? 1, b: ofB.get(scenario) ?? 1 }))
    .filter((builds) => builds.a !== builds.b);
}

/** A control that was changed between two runs says nothing of the machine, and that of one run cannot differ. */
function isSameControl(a: RunSide, b: RunSide): boolean {
  if (isOneRun(a, b)) return false;
  const ours = (side: RunSide) =>
    Object.entries(side.run.manifest.definitions)
      .filter(([file]) => definitionOf(file).kind === 'control')
      .toSorted()
      .join();
  return ours(a) === ours(b);
}

async function compareControls(
  a: RunSide,
  b: RunSide,
  breathe: () => Promise<void>,
): Promise<TimeComparison | undefined> {
  const [baseline = [], samples = []] = [a, b].map((side) => allControlTimes(side.run.builds));
  if (baseline.length === 0 || samples.length === 0) return undefined;
  const { seed } = a.run.manifest.plan;
  const [compared] = await compareFamily([{ id: cellId(control), samples, baseline }], { seed }, breathe);
  return compared;
}

function normalise(a: RunSide, b: RunSide): (pair: CellPair) => number | undefined {
  const [controlsOfA, controlsOfB] = [a, b].map((side) => controlsOfMachines(side.run.builds));
  const controlOf = ({ samples: [first] }: CellFacts, controls: typeof controlsOfA) =>
    first && controls?.get(first.rows[0].run_id);
  return ({ facts, baselineFacts }) => {
    const [ofA, ofB] = [medianOf(baselineFacts), medianOf(facts)];
    const [controlOfA, controlOfB] = [controlOf(baselineFacts, controlsOfA), controlOf(facts, controlsOfB)];
    if (ofA === undefined || ofB === undefined || controlOfA === undefined || controlOfB === undefined)
      return undefined;
    return ofA > 0 ? ofB / controlOfB / (ofA / controlOfA) : undefined;
  };
}
