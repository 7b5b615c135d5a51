import type { RecordedRun } from '../../src/record/read/read-run.ts';
import { cellId } from '../../src/domain/run/plan.ts';
import { goodSamples } from '../../src/stats/samples/good-samples.ts';
import { middleOf } from './candidates/round-effects.ts';
import type { Family } from './family.ts';

/** The cold builds of a run of the suite aa: pairs of the same Dockerfile. Only cells with a sample in each round. */
export function coldPairs({ manifest, builds, images }: RecordedRun): Family {
  const { cells, rounds } = manifest.plan;
  const samplesOf = goodSamples(builds, images);
  const logs = new Map(
    cells
      .filter(({ scenario }) => scenario === 'cold')
      .flatMap((cell): [string, Float64Array][] => {
        const rising = samplesOf(cell).toSorted((one, other) => one.round - other.round);
        if (rising.length !== rounds) return [];
        return [[cellId(cell), Float64Array.from(rising, ({ wallMs }) => Math.log(wallMs))]];
      }),
  );
  const places = new Map([...logs.keys()].map((id, place) => [id, place]));
  return {
    logs: [...logs.values()],
    pairs: cells.flatMap((cell): [number, number][] => {
      const place = places.get(cellId(cell));
      const strategy = manifest.baselines?.[cell.strategy];
      const baseline = strategy && places.get(cellId({ ...cell, strategy }));
      return place === undefined || baseline === undefined || baseline === '' ? [] : [[place, baseline]];
    }),
  };
}

/**
 * What the builds of a family scatter by, but for the effects of the rounds: logarithms minus the median of the cell and minus the
 * effect of the round, made larger by what taking away a median of so few makes them smaller.
 */
export function residuals({ logs }: Family): number[] {
  const centred = logs.map((cell) => {
    const middle = middleOf(cell);
    return cell.map((value) => value - middle);
  });
  const rounds = logs[0]?.length ?? 0;
  const effects = Array.from({ length: rounds }, (_, round) =>
    middleOf(Float64Array.from(centred, (cell) => cell[round] ?? NaN)),
  );
  const factor = Math.sqrt(rounds / (rounds - 1));
  return centred.flatMap((cell) =>
    Array.from(cell, (value, round) => factor * (value - (effects[round] ?? 0))),
  );
}
