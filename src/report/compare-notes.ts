import { cellId, type Cell } from '../domain/plan.ts';
import type { RunsComparison } from '../stats/compare-runs.ts';
import type { EnvironmentDifference } from '../stats/environment-differences.ts';
import { differenceText } from './difference-text.ts';
import { exactText } from './exact-text.ts';
import { listText } from './list-text.ts';
import { methodText } from './method-text.ts';

/** What the reader of a comparison must know besides its table; one sentence each. */
export function compareNotes(parts: {
  readonly compared: RunsComparison;
  readonly differences: readonly EnvironmentDifference[];
  /** Dockerfiles and apps that are not the same. */
  readonly changed: readonly string[];
  readonly fake: boolean;
}): string[] {
  const { compared, differences, changed, fake } = parts;
  const { rows, onlyA, onlyB } = compared;
  return [
    ...(fake ? ['made up by the fake engine: nothing here was measured'] : []),
    ...listed('compared by force, A and B differ in', differences.map(differenceText)),
    methodText(rows, 'B ÷ A'),
    ...listed('the same in every row', sameEverywhere(rows)),
    ...listed('changed from A to B', changed),
    ...listed('only in A', ids(onlyA)),
    ...listed('only in B', ids(onlyB)),
  ];
}

const ids = (cells: readonly Cell[]): string[] => cells.map(cellId);

const listed = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${listText(names)}`];

/** What is exact and has no column in the table, because it would hold nothing but `=`. */
function sameEverywhere(rows: RunsComparison['rows']): string[] {
  const facts = [
    ['image', 'bytes', 'sizeBytes'],
    ['layers', 'count', 'layers'],
    ['steps', 'count', 'steps'],
  ] as const;
  return facts
    .filter(([, unit, fact]) => rows.every((row) => exactText(row[fact], unit) === '='))
    .map(([name]) => name);
}
