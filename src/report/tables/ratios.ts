import type { Analysis, Rows } from '../../stats/analyse-run.ts';
import { baselineCells } from '../model/baseline-cells.ts';
import type { Cells, Data, Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';
import { methodText } from '../words/method-text.ts';

/** The verdicts of a run against its baselines. */
export const table: Table<'run'> = {
  ...{ id: 'ratios', order: 2, from: 'run' },
  about: 'time ÷ time of a baseline for each scenario, with interval and verdict',
  show(run) {
    const { rows, analysis, digits } = run;
    const section = baselineSection(rows, analysis, digits);
    if (section === undefined) return [];
    const { title, table: cells, notes: footnotes } = section;
    const data = ratiosData(analysis.comparisons);
    if (cells === undefined) return [{ caption: provenance(run), footnotes, data }];
    const caption = `${title.charAt(0).toUpperCase()}${title.slice(1)}. ${provenance(run)}`;
    return [{ title, caption, cells, data, footnotes, timeNotes: () => footnotes }];
  },
};

/** One row for each comparison. */
const ratiosData = (comparisons: Analysis['comparisons']): Data => ({
  head: [
    ...['app', 'strategy', 'scenario', 'baseline', 'samples', 'ratio', 'ratio_low', 'ratio_high'],
    ...['p_corrected', 'verdict', 'size_ratio'],
  ],
  rows: comparisons.map(({ cell, baseline, time, sizeBytes: { value, baselineValue } }) => [
    ...[cell.app, cell.strategy, cell.scenario, baseline.strategy, time.samples],
    ...[time.ratio, time.ratioInterval?.low, time.ratioInterval?.high, time.adjustedP].map(
      (one) => one ?? null,
    ),
    time.verdict.kind,
    value === undefined || baselineValue === undefined ? null : value / baselineValue,
  ]),
});

/** The verdicts of a run against its baselines, with what explains them. */
export interface BaselineSection {
  readonly title: string;
  /** Absent where no cell has enough samples, unless the baseline was asked for. */
  readonly table?: Cells;
  readonly notes: readonly string[];
}

/**
 * Undefined where nothing is held against anything: one strategy, or no samples at all; but of a baseline that was asked
 * for it is said why.
 */
export function baselineSection(
  { images }: Pick<Rows, 'images'>,
  { baselines, comparisons }: Pick<Analysis, 'baselines' | 'comparisons'>,
  digits?: number,
): BaselineSection | undefined {
  const kinds = new Set(comparisons.map(({ time }) => time.verdict.kind));
  const names = [...new Set(comparisons.map(({ baseline }) => baseline.strategy))];
  const { wanted } = baselines;
  if (kinds.size === 0 || (kinds.size === 1 && kinds.has('none')))
    return wanted === undefined
      ? undefined
      : { title: `against ${wanted}`, notes: [nothingText(wanted, kinds.size === 0)] };
  const title = `against ${names.length === 1 ? names[0] : 'their baselines'}`;
  const missing =
    baselines.missing === undefined
      ? []
      : [`${baselines.missing} is not in this run: the baseline is ${names[0]}, its first strategy`];
  const isUndecided = [...kinds].every((kind) => kind === 'needs' || kind === 'none');
  if (isUndecided && wanted === undefined)
    return { title, notes: [`no verdicts ${title}: ${tooFewText(comparisons)}`, ...missing] };
  return {
    title,
    table: baselineCells(comparisons, images, digits),
    notes: [
      methodText(
        comparisons,
        `image and time ÷ those of ${names.length === 1 ? names[0] : 'the baseline'}, time`,
        'within a run',
      ),
      ...(kinds.has('needs')
        ? ['needs N: a verdict takes N rounds with samples of a cell and of its baseline']
        : []),
      ...missing,
    ],
  };
}

const nothingText = (wanted: string, isAlone: boolean): string =>
  `nothing is compared with ${wanted}: ${isAlone ? 'it is the only strategy of this run' : 'no cell has samples on both sides'}`;

/** Said once, where the same would stand in every cell. */
function tooFewText(comparisons: Analysis['comparisons']): string {
  const counts = comparisons.flatMap(({ time }) => [time.samples, time.baselineSamples]);
  const needed = comparisons.map(({ time: { verdict } }) => (verdict.kind === 'needs' ? verdict.samples : 0));
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const samples = `${fewest === most ? fewest : `${fewest} to ${most}`} sample${most === 1 ? '' : 's'} in each cell`;
  return (
    `${samples} ${most === 1 ? 'is' : 'are'} too few for a verdict, which takes ` +
    `${Math.max(...needed)} rounds with samples of a cell and of its baseline`
  );
}
