import { sampleCorrelation, sampleStandardDeviation, sum } from 'simple-statistics';
import type { Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { controlBuildTimes, controlTimes } from '../samples/control-times.ts';
import { goodSamples } from '../samples/good-samples.ts';
import { roundEffects } from '../samples/round-effects.ts';

/** What the control of a run says of its rounds, beside what the cells themselves say. Scatter is of logs: 0.03 = 3 %. */
export interface ControlScatter {
  readonly builds: number;
  readonly rounds: number;
  /** Standard deviation of builds of one round, pooled over the rounds; absent where none has two. */
  readonly withinRounds?: number;
  /** Standard deviation of the medians of the rounds; absent below two rounds. */
  readonly betweenRounds?: number;
  /** By scenario, and of all cells; those with an effect in two rounds at least. */
  readonly effects: readonly {
    readonly scenario: string | undefined;
    readonly cells: number;
    readonly rounds: number;
    /** Standard deviation of the effects of the rounds. */
    readonly scatter: number;
    /** Of the effect of a round with the log of its control; absent below 6 rounds that have both, or where one never varies. */
    readonly correlation?: number;
  }[];
}

/** Undefined where the control was never built. */
export function controlScatter(
  cells: readonly Cell[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): ControlScatter | undefined {
  const ofRounds = [...controlBuildTimes(builds).values()].map((times) => times.map(Math.log));
  if (ofRounds.length === 0) return undefined;
  const control = controlTimes(builds);
  const samplesOf = goodSamples(builds, images);
  const effectOf = (scenario: string | undefined) => {
    const those = cells.filter((cell) => scenario === undefined || cell.scenario === scenario);
    const effects = roundEffects(those.map(samplesOf));
    if (effects.length < 2) return [];
    const both = effects.flatMap(({ round, effect }) => {
      const ms = control.get(round);
      return ms === undefined ? [] : [[effect, Math.log(ms)] as const];
    });
    const correlation = correlationOf(both);
    return [
      {
        scenario,
        cells: Math.max(...effects.map((effect) => effect.cells)),
        rounds: effects.length,
        scatter: sampleStandardDeviation(effects.map(({ effect }) => effect)),
        ...(correlation === undefined ? {} : { correlation }),
      },
    ];
  };
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  const within = pooled(ofRounds);
  const medians = [...control.values()].map(Math.log);
  return {
    builds: sum(ofRounds.map((times) => times.length)),
    rounds: ofRounds.length,
    ...(within === undefined ? {} : { withinRounds: within }),
    ...(medians.length < 2 ? {} : { betweenRounds: sampleStandardDeviation(medians) }),
    effects: [...scenarios, ...(scenarios.length > 1 ? [undefined] : [])].flatMap(effectOf),
  };
}

/** Root of the mean variance, each weighed by its degrees of freedom. */
function pooled(groups: readonly (readonly number[])[]): number | undefined {
  const several = groups.filter(({ length }) => length > 1);
  if (several.length === 0) return undefined;
  const squares = several.map((group) => sampleStandardDeviation([...group]) ** 2 * (group.length - 1));
  return Math.sqrt(sum(squares) / sum(several.map(({ length }) => length - 1)));
}

/** Of fewer points a correlation is chance: of three that have nothing to do with each other every fifth one is beyond ± 0.95. */
const fewestRounds = 6;

function correlationOf(pairs: readonly (readonly [number, number])[]): number | undefined {
  if (pairs.length < fewestRounds) return undefined;
  const found = sampleCorrelation(
    pairs.map(([one]) => one),
    pairs.map(([, other]) => other),
  );
  return Number.isFinite(found) ? found : undefined;
}
