import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The noise of one machine: times in ms around 1000, relative robust standard deviation `scatter`. */
export interface Noise {
  readonly name: string;
  readonly scatter: number;
  /** Median, in ms, of what `cell` draws from, over all rounds. */
  readonly median: number;
  /** The next cell: one sample a round. */
  readonly cell: (rounds: number) => number[];
}

/** Standard normal draws by Box & Muller; the same seed gives the same draws. */
export function gaussian(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator))) *
    Math.cos(2 * Math.PI * uniformFloat64(generator));
}

/** Each kind of noise that builds are known to have. */
export function noises(seed: number): Noise[] {
  const draw = gaussian(seed);
  const dice = xoroshiro128plus(seed + 1);
  const noise = (
    name: string,
    scatter: number,
    time: (progress: number) => number,
    median = 1000,
  ): Noise => ({
    ...{ name, scatter, median },
    cell: (rounds) => Array.from({ length: rounds }, (_, round) => 1000 * time(round / (rounds - 1))),
  });
  return [
    noise('normal', 0.03, () => 1 + 0.03 * draw()),
    noise('lognormal', 0.1, () => Math.exp(0.1 * draw())),
    // One sample in ten takes 30 % longer, so the median is the 0.5 ÷ 0.9 quantile of the others.
    noise('spikes', 0.03, () => (1 + 0.03 * draw()) * (uniformFloat64(dice) < 0.1 ? 1.3 : 1), 1004.19),
    // All cells of a round share the drift, which takes the machine through one standard deviation in a run.
    noise('drift', 0.03, (progress) => 1 + 0.03 * (draw() + progress - 0.5)),
  ];
}
