import { median } from 'simple-statistics';
import { cellId, type Cell } from '../domain/plan.ts';
import type { RunManifest } from '../domain/run.ts';
import type { BuildRow, ImageRow } from '../record/rows.ts';
import { cellFacts } from './cell-facts.ts';
import { comparePairs, type CellComparison, type CellPair } from './compare-pairs.ts';
import { controlRatio } from './control-ratio.ts';
import { controlTimes } from './control-times.ts';

/** One side of a comparison: a run, and of it the cells that are compared. */
export interface RunSide {
  readonly run: {
    readonly manifest: RunManifest;
    readonly builds: readonly BuildRow[];
    readonly images: readonly ImageRow[];
  };
  readonly cells: readonly Cell[];
}

/** `cell` is of B, `baseline` of A. */
export interface RunComparisonRow extends CellComparison {
  /** Median of time ÷ control of B over that of A; absent if one of the runs has no control. */
  readonly controlRatio?: number;
}

export interface RunsComparison {
  readonly rows: readonly RunComparisonRow[];
  readonly onlyA: readonly Cell[];
  readonly onlyB: readonly Cell[];
  /** Medians of the control in ms, and B ÷ A; absent if one of the runs has none, or not the same. */
  readonly control?: { readonly aMs: number; readonly bMs: number; readonly ratio: number };
}

/** Holds B against A, cell by cell where `matches` says that two are the same; all rows are one family. */
export async function compareRuns(
  a: RunSide,
  b: RunSide,
  matches: (cellOfA: Cell, cellOfB: Cell) => boolean,
  breathe: () => Promise<void>,
): Promise<RunsComparison> {
  const factsA = cellFacts(a.run.builds, a.run.images);
  const factsB = cellFacts(b.run.builds, b.run.images);
  const pairs = b.cells.flatMap((cell): CellPair[] => {
    const baseline = a.cells.find((candidate) => matches(candidate, cell));
    if (baseline === undefined) return [];
    return [{ cell, baseline, facts: factsB(cell), baselineFacts: factsA(baseline) }];
  });
  const compared = await comparePairs(pairs, a.run.manifest.plan.seed, breathe);
  const controlled = isSameControl(a, b);
  const rows = compared.map((row, index): RunComparisonRow => {
    const pair = pairs[index];
    const ratio = controlled && pair !== undefined ? normalised(pair, a, b) : undefined;
    return ratio === undefined ? row : { ...row, controlRatio: ratio };
  });
  const control = controlled ? controlMedians(a, b) : undefined;
  return {
    rows,
    onlyA: a.cells.filter((cell) => !pairs.some(({ baseline }) => cellId(baseline) === cellId(cell))),
    onlyB: b.cells.filter((cell) => !pairs.some((pair) => cellId(pair.cell) === cellId(cell))),
    ...(control === undefined ? {} : { control }),
  };
}

/** A control that was changed between two runs says nothing of the machine. */
function isSameControl(a: RunSide, b: RunSide): boolean {
  const ours = (side: RunSide) =>
    Object.entries(side.run.manifest.definitions)
      .filter(([file]) => file.startsWith('bench/control'))
      .toSorted()
      .join();
  return ours(a) === ours(b);
}

function controlMedians(a: RunSide, b: RunSide): RunsComparison['control'] {
  const [timesA = [], timesB = []] = [a, b].map((side) => [...controlTimes(side.run.builds).values()]);
  if (timesA.length === 0 || timesB.length === 0) return undefined;
  const [aMs, bMs] = [median(timesA), median(timesB)];
  return { aMs, bMs, ratio: bMs / aMs };
}

function normalised({ facts, baselineFacts }: CellPair, a: RunSide, b: RunSide): number | undefined {
  const ofB = controlRatio(facts.samples, controlTimes(b.run.builds));
  const ofA = controlRatio(baselineFacts.samples, controlTimes(a.run.builds));
  return ofA === undefined || ofB === undefined ? undefined : ofB.median / ofA.median;
}
