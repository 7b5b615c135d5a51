import { median } from 'simple-statistics';
import type { Ending, Evidence, Figure } from '../../domain/definitions/claim.ts';
import { cellId, variantId, type Cell, type Variant } from '../../domain/run/plan.ts';
import type { BuildRow, ImageRow } from '../../record/rows.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { pairedShift } from '../intervals/paired-shift.ts';
import { ratioInterval } from '../intervals/ratio-interval.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import { goodSamples, type GoodSample } from '../samples/good-samples.ts';
import type { ClaimRows } from './claim-rows.ts';
import type { JoinedRuns } from './join-runs.ts';
import { Unanswered } from './unanswered.ts';

/** What rules may ask of the rows. Every question that they do not answer throws Unanswered. */
export function evidenceOf({ of }: Pick<JoinedRuns, 'of'>): Evidence {
  const runOf = (variant: Variant): ClaimRows => {
    const run = of(variant);
    if (run === undefined) throw new Unanswered(`there are no rows of ${variantId(variant)}`);
    return run;
  };
  const imageOf = (variant: Variant): ImageRow | undefined =>
    runOf(variant).images.find((image) => variantId(image) === variantId(variant));
  const image = (variant: Variant): ImageRow => {
    const found = imageOf(variant);
    if (found?.state === 'built') return found;
    throw new Unanswered(`${variantId(variant)}: ${failureOf(variant)}`, true);
  };
  const failureOf = (variant: Variant): string =>
    imageOf(variant)?.reason ??
    runOf(variant).builds.findLast((row) => variantId(row) === variantId(variant))?.reason ??
    'it has no image that was read';
  const samplesOf = (cell: Cell): readonly [GoodSample, ...GoodSample[]] => {
    const { builds, images } = runOf(cell);
    const [first, ...others] = goodSamples(builds, images)(cell);
    if (first !== undefined) return [first, ...others];
    const last = builds.findLast((row) => row.phase === 'measure' && cellId(row) === cellId(cell));
    throw new Unanswered(`${cellId(cell)}: ${last?.reason ?? 'no build of it counts'}`, last !== undefined);
  };
  const rowOf = (cell: Cell, sequence: number): BuildRow => {
    const row = runOf(cell).builds.find((one) => one.sequence === sequence);
    if (row === undefined) throw new Error(`build ${sequence} of ${cellId(cell)} is gone`);
    return row;
  };
  const build = (cell: Cell): BuildRow => {
    const samples = samplesOf(cell);
    const last = (samples.at(-1) ?? samples[0]).rows;
    return rowOf(cell, (last.at(-1) ?? last[0]).sequence);
  };
  return {
    image,
    build,
    fact: (variant, what, take) => {
      const value = take(image(variant));
      if (value === undefined) throw new Unanswered(`${variantId(variant)}: ${what} was not measured`);
      return value;
    },
    layers: (variant) => {
      const found = runOf(variant).layers.filter((layer) => variantId(layer) === variantId(variant));
      return found.toSorted((a, b) => a.index - b.index);
    },
    steps: (cell) => {
      const { sequence } = build(cell);
      return runOf(cell).steps.filter((step) => step.sequence === sequence);
    },
    time: (cell, what) =>
      medianFigure(
        what,
        samplesOf(cell).map(({ wallMs }) => wallMs),
      ),
    median: (cell, what, take) => {
      const values = samplesOf(cell).map(({ rows }) => {
        const taken = rows.flatMap(({ sequence }) => take(rowOf(cell, sequence)) ?? []);
        if (taken.length === rows.length) return median(taken);
        throw new Unanswered(`${cellId(cell)}: ${what} was not measured`);
      });
      return medianFigure(what, values);
    },
    timeRatio: (cell, baseline, what) => {
      const [samples, others] = [samplesOf(cell), samplesOf(baseline)];
      return runOf(cell) === runOf(baseline)
        ? pairedFigure(what, ...commonRounds<GoodSample>(samples, others))
        : unpairedFigure(what, samples, others, runOf(cell).manifest.plan.seed);
    },
    ending: (variant): Ending => {
      const found = imageOf(variant);
      if (found?.state === 'built') return { state: 'built' };
      return { state: 'failed', reason: failureOf(variant) };
    },
  };
}

function medianFigure(what: string, values: readonly number[]): Figure {
  const interval = medianInterval(values);
  return {
    ...{ what, unit: 'ms', value: median([...values]), samples: values.length },
    ...(interval && { interval }),
  };
}

/** Of one run: what a round does to the machine is in both times, and not in their ratio. */
function pairedFigure(what: string, samples: readonly GoodSample[], others: readonly GoodSample[]): Figure {
  const otherOf = new Map(others.map(({ round, wallMs }) => [round, wallMs]));
  const logs = samples.flatMap(({ round, wallMs }) => {
    const other = otherOf.get(round);
    return other === undefined ? [] : [Math.log(wallMs / other)];
  });
  const shift = pairedShift(logs);
  if (shift === undefined) throw new Unanswered(`${what}: no round has both`);
  const { estimate, interval } = shift;
  return {
    ...{ what, unit: 'ratio', value: Math.exp(estimate), samples: logs.length },
    ...(interval && { interval: { low: Math.exp(interval.low), high: Math.exp(interval.high) } }),
  };
}

/** Of two runs of one machine. */
function unpairedFigure(
  what: string,
  samples: readonly GoodSample[],
  others: readonly GoodSample[],
  seed: number,
): Figure {
  const [times, otherTimes] = [samples, others].map((side) => side.map(({ wallMs }) => wallMs)) as [
    number[],
    number[],
  ];
  const interval = ratioInterval(times, otherTimes, { seed });
  return {
    ...{ what, unit: 'ratio', value: median(times) / median(otherTimes) },
    samples: Math.min(times.length, otherTimes.length),
    ...(interval && { interval }),
  };
}
