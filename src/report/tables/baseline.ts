import { cellId } from '../../domain/run/plan.ts';
import type { Analysis, Rows } from '../../stats/analyse-run.ts';
import { samplesToFind, typicalNoise } from '../../stats/forecast/samples-to-find.ts';
import { goodSamples } from '../../stats/samples/good-samples.ts';
import { baselineCells } from '../model/baseline-cells.ts';
import type { Cells, Table } from '../table.ts';
import { familySize, methodText } from '../words/method-text.ts';

/** The verdicts of a run against its baselines. */
export const table: Table<'run'> = {
  ...{ id: 'baseline', order: 2, from: 'run' },
  show({ rows, analysis }) {
    const section = baselineSection(rows, analysis);
    if (section === undefined) return [];
    const { title, table: cells, notes: footnotes } = section;
    return [cells === undefined ? { footnotes } : { title, cells, footnotes }];
  },
};

/** What the forecast of samples is given for. */
const soughtEffect = 0.05;
const soughtPower = 0.8;
/** Beyond so many nobody builds, and a forecast from few samples is worth nothing. */
const mostForecast = 100;

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
  { builds, images }: Pick<Rows, 'builds' | 'images'>,
  { baselines, comparisons }: Pick<Analysis, 'baselines' | 'comparisons'>,
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
  const takes = findingTakes(comparisons, builds, images);
  if (isUndecided && wanted === undefined)
    return { title, notes: [`no verdicts ${title}: ${tooFewText(comparisons)}${takes}`, ...missing] };
  return {
    title,
    table: baselineCells(comparisons, images),
    notes: [
      methodText(comparisons, `time and image ÷ those of ${names.length === 1 ? names[0] : 'the baseline'}`),
      ...(kinds.has('needs')
        ? [`needs N: a verdict takes N samples of a cell and of its baseline${takes}`]
        : []),
      ...missing,
    ],
  };
}

const nothingText = (wanted: string, isAlone: boolean): string =>
  `nothing is compared with ${wanted}: ${isAlone ? 'it is the only strategy of this run' : 'no cell has samples on both sides'}`;

const counted = (comparisons: number): string => `${comparisons} comparison${comparisons === 1 ? '' : 's'}`;

/** Said once, where the same would stand in every cell. */
function tooFewText(comparisons: Analysis['comparisons']): string {
  const counts = comparisons.flatMap(({ time }) => [time.samples, time.baselineSamples]);
  const needed = comparisons.map(({ time: { verdict } }) => (verdict.kind === 'needs' ? verdict.samples : 0));
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const samples = `${fewest === most ? fewest : `${fewest} to ${most}`} sample${most === 1 ? '' : 's'} in each cell`;
  return (
    `${samples} ${most === 1 ? 'is' : 'are'} too few for ${counted(familySize(comparisons))}; ` +
    `run with --rounds ${Math.max(...needed)} or more`
  );
}

/** What it is likely to take until a difference is found, judged by the noise of the samples; empty where that is unknown. */
function findingTakes(
  comparisons: Analysis['comparisons'],
  builds: Rows['builds'],
  images: Rows['images'],
): string {
  const samplesOf = goodSamples(builds, images);
  const cells = comparisons.flatMap(({ cell, baseline }) => [cell, baseline]);
  const each = new Map(cells.map((cell) => [cellId(cell), samplesOf(cell).map(({ wallMs }) => wallMs)]));
  const noise = typicalNoise([...each.values()]);
  const samples =
    noise === undefined
      ? undefined
      : samplesToFind(soughtEffect, noise, familySize(comparisons), soughtPower);
  if (samples === undefined) return '';
  const number = samples > mostForecast ? `more than ${mostForecast}` : `about ${samples}`;
  return `; finding a difference of ${100 * soughtEffect} % with a chance of ${100 * soughtPower} % takes ${number} samples`;
}
