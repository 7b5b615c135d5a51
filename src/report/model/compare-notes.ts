import type { TimeComparison } from '../../domain/run/comparison.ts';
import { comparedMetrics } from '../../domain/metrics/compared.ts';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { RunComparisonRow, RunsComparison } from '../../stats/compare/compare-runs.ts';
import type { EnvironmentDifference } from '../../stats/compare/environment-differences.ts';
import { differenceText } from '../words/difference-text.ts';
import { exactText } from '../words/exact-text.ts';
import { listText } from '../words/list-text.ts';
import { familySize, methodText } from '../words/method-text.ts';
import { rowLabel } from '../words/row-label.ts';

/** What the reader of a comparison must know besides its table; one sentence each. */
export function compareNotes(parts: {
  readonly compared: RunsComparison;
  readonly differences: readonly EnvironmentDifference[];
  /** Those that are no reason to refuse. */
  readonly small: readonly EnvironmentDifference[];
  /** Dockerfiles and apps that are not the same. */
  readonly changed: readonly string[];
  readonly fake: boolean;
}): string[] {
  const { compared, differences, small, changed, fake } = parts;
  const { rows, onlyA, onlyB, control } = compared;
  return [
    ...(fake ? ['made up by the fake engine: nothing here was measured'] : []),
    ...listed('compared by force, A and B differ in', differences.map(differenceText)),
    ...listed('A and B also differ in', small.map(differenceText)),
    ...(familySize(rows) === 0
      ? []
      : [methodText(rows, 'B ÷ A', compared.isOneRun ? 'within a run' : 'between runs')]),
    ...(control === undefined ? [] : controlNotes(control)),
    ...rows.flatMap(({ empty = [] }) => empty.map(emptyText)),
    ...commonRoundsNotes(rows),
    ...(compared.otherBuilds ?? []).map(otherBuildsText),
    ...listed('the same in every row', sameEverywhere(rows)),
    ...listed('changed from A to B', changed),
    ...listed('only in A', ids(onlyA)),
    ...listed('only in B', ids(onlyB)),
  ];
}

/** The control is one kind of work: how well it stands for others is not known (docs/method.md). */
function controlNotes({ verdict, ratio }: TimeComparison): string[] {
  const column = '÷ control: B ÷ A, after each median was divided by the time of the control in its run';
  if (ratio === undefined || (verdict.kind !== 'slower' && verdict.kind !== 'faster')) return [column];
  const percent = Math.abs(100 * (ratio - 1));
  return [
    `the control was ${percent.toFixed(percent < 9.95 ? 1 : 0)} % ${verdict.kind} in B: the machine was not the same, and the ` +
      'verdicts contain that',
    column,
  ];
}

/** The median of five scatters less than one: the noise of one side is not that of the other. */
const otherBuildsText = ({ scenario, a, b }: NonNullable<RunsComparison['otherBuilds']>[number]): string =>
  `a sample of ${scenario} is ${sampleText(a)} in A and ${sampleText(b)} in B`;

const sampleText = (builds: number): string =>
  builds === 1 ? 'a single build' : `the median of ${builds} builds`;

const emptyText = ({ side, cell, state, reason }: NonNullable<RunComparisonRow['empty']>[number]): string =>
  `${cellId(cell)} has no samples in ${side}: ${state.replace('-', ' ')}${reason === undefined ? '' : `, ${reason}`}`;

/** The summary of a run has other medians then: of all rounds. */
function commonRoundsNotes(rows: RunsComparison['rows']): string[] {
  const counted = rows.filter(({ commonRounds }) => commonRounds !== undefined);
  return [...Map.groupBy(counted, ({ commonRounds }) => commonRounds)].map(([count, some]) => {
    const which = some.length === rows.length ? 'here' : `of ${listText(some.map(rowLabel))}`;
    return count === 0
      ? `no medians ${which}: A and B have no round in common; \`report\` uses all rounds`
      : `medians ${which} are over the ${count === 1 ? 'one round' : `${count} rounds`} that A and B have in common; \`report\` uses all rounds`;
  });
}

const ids = (cells: readonly Cell[]): string[] => cells.map(cellId);

const listed = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${listText(names)}`];

/** What is exact and has no column in the table, because it would hold nothing but `=`. */
const sameEverywhere = (rows: RunsComparison['rows']): string[] =>
  comparedMetrics
    .filter(({ name, unit }) => rows.every((row) => exactText(row[name], unit) === '='))
    .map(({ label }) => label);
