import type { TimeComparison } from '../../domain/run/comparison.ts';
import { comparedMetrics } from '../../domain/metrics/compared.ts';
import type { RunComparisonRow, RunsComparison } from '../../stats/compare/compare-runs.ts';
import type { EnvironmentDifference } from '../../stats/compare/environment-differences.ts';
import type { Cells, Table } from '../table.ts';
import { caveatText } from '../words/caveat-text.ts';
import { exactText } from '../words/exact-text.ts';
import { hasTooFew, medianText } from '../few-samples.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { rowLabel } from '../words/row-label.ts';
import { verdictText } from '../words/verdict-text.ts';

/** Two runs, or two cells, held against each other. */
export const table: Table<'comparison'> = {
  ...{ id: 'comparison', from: 'comparison' },
  about: 'two runs held against each other',
  show: ({ compared, differences }) => [{ cells: comparisonTable(compared, differences) }],
};

interface Column {
  readonly head: string;
  readonly right?: boolean;
  readonly text: (row: RunComparisonRow) => string;
  readonly ofControl?: (control: TimeComparison) => string;
}

/** What a table of times says: what each row is called, and no column of what is exact. */
interface Look {
  readonly label: (row: RunComparisonRow) => string;
  readonly isTimesOnly: true;
}

/**
 * Two runs, cell by cell: the medians of A and B, what can be said of B ÷ A, the same beside that of the control where there
 * is one, and of what is exact those columns in which anything differs. With differences of the environment each row
 * names those that concern it.
 */
export function comparisonTable(
  { rows, control }: RunsComparison,
  differences: readonly EnvironmentDifference[],
  { label = rowLabel, isTimesOnly }: Partial<Look> = {},
): Cells {
  const columns: readonly Column[] = [
    { head: 'cell', text: label, ofControl: () => 'the control' },
    ...timeColumns,
    ...(control === undefined ? [] : [controlColumn]),
    ...exactColumns.filter(
      ({ text }) => isTimesOnly !== true && rows.some((row) => !['=', '–'].includes(text(row))),
    ),
    ...(differences.length === 0
      ? []
      : [{ head: 'caveat', text: (row: RunComparisonRow) => caveatText(row, differences) }]),
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

const ms = (value: number | undefined, samples: number): string =>
  value === undefined ? '–' : medianText(value, samples);

const timeColumns: readonly Column[] = [
  {
    head: 'A',
    right: true,
    text: ({ time }) => ms(time.baselineMedianMs, time.baselineSamples),
    ofControl: (time) => ms(time.baselineMedianMs, time.baselineSamples),
  },
  {
    head: 'B',
    right: true,
    text: ({ time }) => ms(time.medianMs, time.samples),
    ofControl: (time) => ms(time.medianMs, time.samples),
  },
  { head: 'B ÷ A', text: ({ time }) => verdictText(time), ofControl: verdictText },
];

const controlColumn: Column = {
  head: '÷ control',
  right: true,
  // Of few samples it would suggest an order, as any other ratio would.
  text: ({ controlRatio, time }) =>
    controlRatio === undefined || hasTooFew(time) ? '–' : formatRatio(controlRatio),
};

const exactColumns: readonly Column[] = comparedMetrics.map(({ name, label, unit }) => ({
  ...{ head: label, right: true },
  text: (row) => exactText(row[name], unit),
}));
