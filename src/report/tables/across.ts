import type { AcrossComparison } from '../../stats/across/compare-across.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { RunManifest } from '../../record/manifest.ts';
import { medianText } from '../few-samples.ts';
import type { Data, Table } from '../table.ts';
import { methodText } from '../words/method-text.ts';
import { strategyText } from '../words/strategy-text.ts';
import { briefVerdictText, verdictText } from '../words/verdict-text.ts';

/** Comparisons of cells that two machines have measured, where a merged run was asked for them. */
export const table: Table<'run'> = {
  ...{ id: 'across', from: 'run', order: 2.7 },
  about: 'cells held against baselines that another machine has measured, by the control of each machine',
  show({ rows: { manifest, images }, analysis: { across }, digits }) {
    if (across === undefined) return [];
    const title = 'across machines, by ÷ control';
    if (across.length === 0)
      return [
        {
          title,
          footnotes: [
            'no cell has its baseline on another machine that builds it as this one does: nothing is compared across',
          ],
        },
      ];
    const shardOf = shardsOf(manifest);
    const imageOf = new Map(images.map((image) => [variantId(image), image]));
    const cellsWith = (textOf: typeof verdictText) => ({
      head: [
        'app',
        'strategy',
        'scenario',
        'shard',
        'against',
        'of shard',
        'time',
        'baseline',
        'across ÷ control',
      ],
      rows: across.map(({ cell, baseline, machine, baselineMachine, time }) => [
        ...[
          cell.app,
          strategyText(cell.strategy, imageOf.get(variantId(cell))),
          cell.scenario,
          shardOf(machine),
        ],
        ...[baseline.strategy, shardOf(baselineMachine)],
        ...[medianOf(time.medianMs, time.samples), medianOf(time.baselineMedianMs, time.baselineSamples)],
        textOf(time, digits),
      ]),
      right: [false, false, false, true, false, true, true, true, false],
      keys: 3,
    });
    return [
      {
        title,
        cells: {
          ...cellsWith(verdictText),
          narrower: () => ({ ...cellsWith(briefVerdictText), lacks: ['intervals'] }),
        },
        data: dataOf(across),
        footnotes: [
          methodText(
            across,
            'across ÷ control: time ÷ control of its machine in its round, in the median, ÷ the same of the baseline',
            'between runs',
          ),
          'two machines may differ in what the control does not use, as their disks: that is in no interval of a comparison across machines',
        ],
      },
    ];
  },
};

const medianOf = (ms: number | undefined, samples: number): string =>
  ms === undefined ? '–' : medianText(ms, samples);

function shardsOf({ merged }: RunManifest): (machine: string) => string {
  const numbers = new Map(merged?.shards.map(({ runId, number }) => [runId, String(number)]));
  return (machine) => numbers.get(machine) ?? '–';
}

/** One row for each comparison; `by` marks them as no plain ratios of times. */
const dataOf = (across: readonly AcrossComparison[]): Data => ({
  head: [
    ...['app', 'strategy', 'scenario', 'run_id', 'baseline', 'baseline_run_id', 'by', 'samples'],
    ...['baseline_samples', 'ratio', 'ratio_low', 'ratio_high', 'p_corrected', 'verdict'],
  ],
  rows: across.map(({ cell, baseline, machine, baselineMachine, time }) => [
    ...[cell.app, cell.strategy, cell.scenario, machine, baseline.strategy, baselineMachine, 'control'],
    ...[time.samples, time.baselineSamples],
    ...[time.ratio, time.ratioInterval?.low, time.ratioInterval?.high, time.adjustedP].map(
      (one) => one ?? null,
    ),
    time.verdict.kind,
  ]),
});
