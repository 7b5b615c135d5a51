import { cellId } from '../domain/plan.ts';
import { formatMs } from '../domain/units.ts';
import type { CellComparison } from '../stats/compare-pairs.ts';
import type { RunsComparison } from '../stats/compare-runs.ts';
import type { EnvironmentDifference } from '../stats/environment-differences.ts';
import { caveatText } from './caveat-text.ts';
import { exactText } from './exact-text.ts';
import { formatRatio } from './format-ratio.ts';
import type { TextTable } from './text-table.ts';
import { longVerdictText } from './verdict-text.ts';

interface Column {
  readonly head: string;
  readonly right?: boolean;
  readonly text: (row: CellComparison) => string;
  readonly ofControl?: (control: NonNullable<RunsComparison['control']>) => string;
}

/**
 * Two runs, cell by cell: the medians of A and B, what can be said of B ÷ A, and of what is exact those columns in which
 * anything differs. With differences of the environment each row names those that concern it.
 */
export function comparisonTable(
  { rows, control }: RunsComparison,
  differences: readonly EnvironmentDifference[],
): TextTable {
  const columns: readonly Column[] = [
    ...timeColumns,
    ...exactColumns.filter(({ text }) => rows.some((row) => !['=', '–'].includes(text(row)))),
    ...(differences.length === 0
      ? []
      : [{ head: 'caveat', text: (row: CellComparison) => caveatText(row, differences) }]),
  ];
  return {
    head: columns.map(({ head }) => head),
    rows: [
      ...rows.map((row) => columns.map(({ text }) => text(row))),
      ...(control === undefined ? [] : [columns.map(({ ofControl }) => ofControl?.(control) ?? '')]),
    ],
    right: columns.map(({ right }) => right ?? false),
  };
}

const ms = (value: number | undefined): string => (value === undefined ? '–' : formatMs(value));

const timeColumns: readonly Column[] = [
  { head: 'cell', text: label, ofControl: () => 'the control' },
  { head: 'A', right: true, text: ({ time }) => ms(time.baselineMedianMs), ofControl: ({ aMs }) => ms(aMs) },
  { head: 'B', right: true, text: ({ time }) => ms(time.medianMs), ofControl: ({ bMs }) => ms(bMs) },
  {
    head: 'B ÷ A',
    text: ({ time }) => longVerdictText(time),
    ofControl: ({ ratio }) => formatRatio(ratio),
  },
];

const exactColumns: readonly Column[] = [
  { head: 'image', right: true, text: ({ sizeBytes }) => exactText(sizeBytes, 'bytes') },
  { head: 'layers', right: true, text: ({ layers }) => exactText(layers, 'count') },
  { head: 'steps', right: true, text: ({ steps }) => exactText(steps, 'count') },
];

/** Both names, where they are not the same. */
function label({ cell, baseline }: CellComparison): string {
  const [a, b] = [cellId(baseline), cellId(cell)];
  return a === b ? a : `${a} → ${b}`;
}
