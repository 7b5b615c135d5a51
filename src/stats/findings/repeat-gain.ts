import { median } from 'simple-statistics';
import type { Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { pairedShift } from '../intervals/paired-shift.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import { goodSamples, type GoodSample } from '../samples/good-samples.ts';

/** What several builds of a visit gain, in a scenario. Half widths relative to the median, or to the ratio. */
export interface RepeatGain {
  readonly scenario: string;
  /** `time`: of cells by themselves; `ratio`: of each cell and the next one, round by round, as verdicts hold them against each other. */
  readonly of: 'time' | 'ratio';
  readonly builds: number;
  /** How many cells, or pairs of cells, have an interval. */
  readonly cells: number;
  /** The fewest samples of these. */
  readonly samples: number;
  /** Half of the 95 % interval had each visit made its first build alone; median over them. */
  readonly single: number;
  /** The same of the samples as they are. */
  readonly repeated: number;
  /** Of each the second ÷ the first; median over them: 0.6 = two fifths narrower. */
  readonly ratio: number;
}

/** Up to two for each scenario whose visits make several builds: of times and of ratios, where there is an interval (6 samples, or rounds). */
export function repeatGain(
  cells: readonly Cell[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): RepeatGain[] {
  const samplesOf = goodSamples(builds, images);
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  return scenarios.flatMap((scenario): RepeatGain[] => {
    const own = cells.filter((cell) => cell.scenario === scenario).map(samplesOf);
    const most = Math.max(0, ...own.flat().map(({ rows }) => rows.length));
    if (most < 2) return [];
    const times = own.flatMap((samples) =>
      widthsOf(samples.length, (timeOf) => halfWidth(samples.map(timeOf))),
    );
    const ratios = own.slice(1).flatMap((samples, index) => {
      const [one, other] = commonRounds(samples, own[index] ?? []);
      return widthsOf(one.length, (timeOf) => halfWidthOfRatio(one, other, timeOf));
    });
    return [
      gainOf(times, { scenario, of: 'time', builds: most }),
      gainOf(ratios, { scenario, of: 'ratio', builds: most }),
    ].flat();
  });
}

type Widths = Pick<RepeatGain, 'single' | 'repeated' | 'samples'>;

/** With a time of each sample, and with that of its first build; none where either has no interval. */
function widthsOf(
  samples: number,
  widthOf: (timeOf: (sample: GoodSample) => number) => number | undefined,
): Widths[] {
  const [single, repeated] = [widthOf(firstMs), widthOf(({ wallMs }) => wallMs)];
  return single === undefined || repeated === undefined || single === 0
    ? []
    : [{ single, repeated, samples }];
}

function gainOf(widths: readonly Widths[], of: Pick<RepeatGain, 'scenario' | 'of' | 'builds'>): RepeatGain[] {
  if (widths.length === 0) return [];
  return [
    {
      ...{ ...of, cells: widths.length },
      samples: Math.min(...widths.map(({ samples }) => samples)),
      single: median(widths.map(({ single }) => single)),
      repeated: median(widths.map(({ repeated }) => repeated)),
      ratio: median(widths.map(({ single, repeated }) => repeated / single)),
    },
  ];
}

const firstMs = ({ rows: [{ wall_ms: wallMs = 0 }] }: GoodSample): number => wallMs;

function halfWidth(times: readonly number[]): number | undefined {
  const interval = medianInterval(times);
  const middle = times.length === 0 ? 0 : median([...times]);
  return interval === undefined || middle <= 0 ? undefined : (interval.high - interval.low) / 2 / middle;
}

/** Both have the same rounds. Of logs, so relative to the ratio. */
function halfWidthOfRatio(
  one: readonly GoodSample[],
  other: readonly GoodSample[],
  timeOf: (sample: GoodSample) => number,
): number | undefined {
  const timeIn = new Map(other.map((sample) => [sample.round, timeOf(sample)]));
  const logs = one.map((sample) => Math.log(timeOf(sample) / (timeIn.get(sample.round) ?? NaN)));
  const interval = logs.every(Number.isFinite) ? pairedShift(logs)?.interval : undefined;
  return interval && (interval.high - interval.low) / 2;
}
