import { variantId } from '../../domain/run/plan.ts';
import { formatMs } from '../../domain/units.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { plantedDifferences } from '../../stats/compare/planted-differences.ts';
import { footnotes, timeFootnotes } from '../model/footnotes.ts';
import { sensitivityNotes } from '../model/sensitivity-notes.ts';
import type { Cells, Table } from '../table.ts';
import { hasTooFew, medianText } from '../few-samples.ts';
import { provenance } from '../provenance/provenance.ts';
import { methodText } from '../words/method-text.ts';
import { ratioText, verdictWord } from '../words/verdict-text.ts';

/** Every comparison of a run, one line each: what an experiment has shown. */
export const table: Table<'run'> = {
  ...{ id: 'verdicts', from: 'run' },
  about: 'every comparison of a run, one line each, with its p',
  show(run) {
    const { rows, analysis, digits } = run;
    const { comparisons } = analysis;
    const { planted } = rows.manifest;
    const ofVerdicts = [
      methodText(comparisons, 'ratio: time ÷ time of the baseline', 'within a run'),
      ...(planted === undefined
        ? sensitivityNotes(rows, comparisons)
        : [calibrationText(planted.calibrationMs)]),
    ];
    return [
      {
        caption: provenance(run),
        finding: conclusion(comparisons),
        cells:
          planted === undefined
            ? pairsTable(comparisons, digits)
            : plantedTable(rows.manifest, comparisons, digits),
        footnotes: [...ofVerdicts, ...footnotes(rows, analysis)],
        timeNotes: () => [...ofVerdicts, ...timeFootnotes(rows, analysis)],
      },
    ];
  },
};

function conclusion(comparisons: readonly CellComparison[]): string {
  const count = (...kinds: string[]): number =>
    comparisons.filter(({ time }) => kinds.includes(time.verdict.kind)).length;
  const open = count('needs', 'none');
  return (
    `${counted(comparisons.length, 'comparison')}: ${counted(count('faster', 'slower'), 'difference')} claimed, ` +
    `${count('same')} not${open === 0 ? '' : `, ${open} without enough samples`}.`
  );
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const ms = (value: number | undefined, samples: number, digits: number | undefined): string =>
  value === undefined ? '–' : medianText(value, samples, digits);

const ratio = ({ time }: CellComparison, digits: number | undefined): string =>
  time.verdict.kind === 'needs' && hasTooFew(time) ? '–' : (ratioText(time, digits) ?? '–');

/** Corrected for the comparisons of its scenario, as every p that stands in a table. */
const correctedP = 'p (corrected)';

const p = (value: number | undefined): string =>
  value === undefined ? '–' : value < 0.001 ? '< 0.001' : value.toFixed(3);

const verdict = ({ time }: CellComparison): string => verdictWord(time.verdict);

function pairsTable(comparisons: readonly CellComparison[], digits: number | undefined): Cells {
  const head = [
    'app',
    'strategy',
    'against',
    'scenario',
    'samples',
    'median',
    'baseline',
    'ratio',
    correctedP,
    'verdict',
  ];
  return {
    head,
    rows: comparisons.map((comparison) => {
      const { cell, baseline, time } = comparison;
      return [
        ...[cell.app, cell.strategy, baseline.strategy, cell.scenario],
        time.samples === time.baselineSamples
          ? `${time.samples}`
          : `${time.samples} and ${time.baselineSamples}`,
        ...[
          ms(time.medianMs, time.samples, digits),
          ms(time.baselineMedianMs, time.baselineSamples, digits),
          ratio(comparison, digits),
          p(time.adjustedP),
        ],
        verdict(comparison),
      ];
    }),
    right: head.map((name) => ['samples', 'median', 'baseline', correctedP].includes(name)),
  };
}

function plantedTable(
  { planted: plan }: Rows['manifest'],
  comparisons: readonly CellComparison[],
  digits: number | undefined,
): Cells {
  const planted = plantedDifferences(comparisons, plan?.sleepMs ?? {});
  const head = [
    'variant',
    'sleep',
    'of the build',
    'samples',
    'median',
    'baseline',
    'ratio',
    correctedP,
    'predicted power',
    'verdict',
  ];
  return {
    head,
    rows: planted.map(({ comparison, sleepMs, share, power }) => {
      const { cell, time } = comparison;
      return [
        ...[variantId(cell), formatMs(sleepMs, digits), `${(100 * share).toFixed(1)} %`, `${time.samples}`],
        ...[
          ms(time.medianMs, time.samples, digits),
          ms(time.baselineMedianMs, time.baselineSamples, digits),
          ratio(comparison, digits),
          p(time.adjustedP),
        ],
        power === undefined ? '–' : `${Math.round(100 * power)} %`,
        verdict(comparison),
      ];
    }),
    right: head.map((name) => !['variant', 'ratio', 'verdict'].includes(name)),
  };
}

function calibrationText(calibrationMs: Readonly<Record<string, readonly number[]>>): string {
  const times = Object.values(calibrationMs).map((list) => list.map((value) => formatMs(value)).join(', '));
  return `the sleeps are shares of cold builds before the run: ${times.join('; ')}`;
}
