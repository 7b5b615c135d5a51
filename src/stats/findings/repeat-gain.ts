import { median } from 'simple-statistics';
import type { Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { goodSamples, type GoodSample } from '../samples/good-samples.ts';

/** What several builds of a visit gain, in the cells of a scenario with an interval. Half widths relative to the median. */
export interface RepeatGain {
  readonly scenario: string;
  readonly builds: number;
  readonly cells: number;
  /** The fewest samples of these cells. */
  readonly samples: number;
  /** Half of the 95 % interval had each visit made its first build alone; median over the cells. */
  readonly single: number;
  /** The same of the samples as they are. */
  readonly repeated: number;
  /** Of each cell the second ÷ the first; median over the cells: 0.6 = two fifths narrower. */
  readonly ratio: number;
}

/** One for each scenario whose visits make several builds, and which has a cell with an interval (6 samples). */
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
    const widths = own.flatMap((samples) => {
      const [single, repeated] = [
        halfWidth(samples.map(firstMs)),
        halfWidth(samples.map(({ wallMs }) => wallMs)),
      ];
      if (single === undefined || repeated === undefined || single === 0) return [];
      return [{ single, repeated, samples: samples.length }];
    });
    if (widths.length === 0) return [];
    return [
      {
        ...{ scenario, builds: most, cells: widths.length },
        samples: Math.min(...widths.map(({ samples }) => samples)),
        single: median(widths.map(({ single }) => single)),
        repeated: median(widths.map(({ repeated }) => repeated)),
        ratio: median(widths.map(({ single, repeated }) => repeated / single)),
      },
    ];
  });
}

const firstMs = ({ rows: [{ wall_ms: wallMs = 0 }] }: GoodSample): number => wallMs;

function halfWidth(times: readonly number[]): number | undefined {
  const interval = medianInterval(times);
  const middle = times.length === 0 ? 0 : median([...times]);
  return interval === undefined || middle <= 0 ? undefined : (interval.high - interval.low) / 2 / middle;
}
