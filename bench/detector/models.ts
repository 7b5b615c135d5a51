import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { gaussian } from '../../src/stats/noise.fixture.ts';

/** What happens in a night to all series alike, and on which machine. */
interface Night {
  readonly machine: string;
  /** Log. */
  readonly effect: number;
}

/** How a series answers to it: `share` of the effect, and what is its own. */
interface Answer {
  readonly share: number;
  /** Log of what lies on the whole night of this series. */
  readonly own: number;
}

/** A kind of noise that nightly runs are known to have. */
export interface Model {
  readonly name: string;
  /** Relative standard deviation of a sample, of a night's value if `isOfNight`. */
  readonly scatter: number;
  /** The scatter is of the whole night: more samples do not help. */
  readonly isOfNight?: true;
  /** Starts a world. */
  readonly begin: (seed: number, series: number) => { night(): Night; answer(series: number): Answer };
}

/** Every machine has good and bad nights, which all series share. */
const nightScatter = 0.02;
const spikeChance = 0.03;
const spike = Math.log(1.4);
/** Of three CPU models of one pool, by how often they come. */
const classes = [
  { machine: 'a', from: 0, effect: 0 },
  { machine: 'b', from: 0.6, effect: 0.14 },
  { machine: 'c', from: 0.9, effect: -0.09 },
] as const;
const persistence = [0.6, 0.9] as const;
const driftScatter = 0.05;
/** How much of what the machine does reaches a series. */
const leastShare = 0.7;

function plain(scatter: number, name: string, more: Partial<Pick<Model, 'isOfNight'>> = {}): Model {
  return {
    ...{ name, scatter, ...more },
    begin(seed) {
      const draw = gaussian(seed);
      return {
        night: () => ({ machine: 'a', effect: nightScatter * draw() }),
        answer: () => ({ share: 1, own: 0 }),
      };
    },
  };
}

const spikes: Model = {
  ...{ name: 'CV 5 % and spikes', scatter: 0.05 },
  begin(seed) {
    const draw = gaussian(seed);
    const dice = xoroshiro128plus(seed + 1);
    return {
      night: () => ({ machine: 'a', effect: nightScatter * draw() }),
      answer: () => ({ share: 1, own: uniformFloat64(dice) < spikeChance ? spike : 0 }),
    };
  },
};

/** Shares of the effect, each series' own, or drawn anew for each night. */
function shares(seed: number, series: number, isRedrawn: boolean): (one: number) => number {
  const dice = xoroshiro128plus(seed);
  const draw = (): number => leastShare + (1 - leastShare) * uniformFloat64(dice);
  const fixed = Array.from({ length: series }, draw);
  return (one) => (isRedrawn ? draw() : (fixed[one] ?? 1));
}

const mixed = (isRedrawn: boolean): Model => ({
  ...{ name: `mixed hardware, answers ${isRedrawn ? 'vary' : 'fixed'}`, scatter: 0.05 },
  begin(seed, series) {
    const draw = gaussian(seed);
    const dice = xoroshiro128plus(seed + 1);
    const shareOf = shares(seed + 2, series, isRedrawn);
    return {
      night() {
        const rolled = uniformFloat64(dice);
        const found = classes.findLast(({ from }) => rolled >= from) ?? classes[0];
        return { machine: found.machine, effect: found.effect + nightScatter * draw() };
      },
      answer: (one) => ({ share: shareOf(one), own: 0 }),
    };
  },
});

const drifting = (isRedrawn: boolean): Model => ({
  ...{ name: `drifting machine, answers ${isRedrawn ? 'vary' : 'fixed'}`, scatter: 0.05 },
  begin(seed, series) {
    const draw = gaussian(seed);
    const shareOf = shares(seed + 2, series, isRedrawn);
    const memory = persistence[seed % 2] ?? persistence[0];
    let effect = driftScatter * draw();
    return {
      night() {
        effect = memory * effect + Math.sqrt(1 - memory ** 2) * driftScatter * draw();
        return { machine: 'a', effect };
      },
      answer: (one) => ({ share: shareOf(one), own: 0 }),
    };
  },
});

export const models: readonly Model[] = [
  plain(0.03, 'CV 3 %'),
  plain(0.05, 'CV 5 %'),
  plain(0.1, 'CV 10 %'),
  plain(0.03, 'CV 3 % of the whole night', { isOfNight: true }),
  plain(0.05, 'CV 5 % of the whole night', { isOfNight: true }),
  spikes,
  mixed(false),
  mixed(true),
  drifting(false),
  drifting(true),
];
