import { namesOf } from '../../domain/metrics/column.ts';
import { summaryMetrics } from '../../domain/metrics/summary.ts';
import { variantId } from '../../domain/run/plan.ts';
import { formatMs, formatMsRange } from '../../domain/units.ts';
import type { SummaryRow } from '../../record/rows.ts';
import { fewNote, fewText, isFew } from '../few-samples.ts';
import { footnotes, timeFootnotes } from '../model/footnotes.ts';
import { stateText } from '../model/state-text.ts';
import type { Cells, Data, Sources, Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';
import { strategyText } from '../words/strategy-text.ts';

/** Times alone: the median of every cell with its interval. */
export const table: Table<'run'> = {
  ...{ id: 'times', from: 'run' },
  about:
    'the median time of every scenario, with its 95 % interval; of few samples with the least and the most',
  show(run) {
    const { rows, analysis } = run;
    const ofCells = [
      ...(analysis.summary.some(hasInterval) ? ['in brackets the 95 % interval of the median'] : []),
      ...fewNote(analysis.summary),
    ];
    return [
      {
        title: 'times of builds',
        caption: provenance(run),
        cells: timesCells(run),
        data: timesData(analysis.summary),
        footnotes: [...ofCells, ...footnotes(rows, analysis)],
        timeNotes: () => [...ofCells, ...timeFootnotes(rows, analysis)],
      },
    ];
  },
};

function timesCells({ rows, analysis: { summary }, digits }: Sources['run']): Cells {
  const scenarios = [...new Set(summary.map(({ scenario }) => scenario))];
  const imageOf = new Map(rows.images.map((image) => [variantId(image), image]));
  return {
    head: ['app', 'strategy', ...scenarios],
    rows: [...Map.groupBy(summary, variantId)].map(([id, cells]) => [
      cells[0]?.app ?? '',
      strategyText(cells[0]?.strategy ?? '', imageOf.get(id)),
      ...scenarios.map((scenario) => {
        const row = cells.find((one) => one.scenario === scenario);
        return row?.state === 'built' ? intervalText(row, digits) : stateText(row?.state);
      }),
    ]),
    right: [false, false, ...scenarios.map(() => true)],
    keys: 2,
  };
}

const hasInterval = (row: SummaryRow): boolean => row.wall_ms_low !== undefined;

/** `12.3 s (11.9–12.8 s)`; of few samples `12 s (11–13)`, the least and the most. */
export function intervalText(row: SummaryRow, digits?: number): string {
  const { wall_ms_median: middle, wall_ms_low: low, wall_ms_high: high } = row;
  if (middle === undefined) return '–';
  if (isFew(row)) return fewText(row);
  const interval = low === undefined || high === undefined ? '' : ` (${formatMsRange(low, high, digits)})`;
  return `${formatMs(middle, digits)}${interval}`;
}

/** One row for each cell, with all that summary.csv says of it. */
export const timesData = (summary: readonly SummaryRow[]): Data => ({
  head: names,
  rows: summary.map((row) => names.map((name) => row[name] ?? null)),
});

const names = namesOf(summaryMetrics).filter((name) => name !== 'run_id');
