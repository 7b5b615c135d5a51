import { holm } from '../../../src/stats/compare/compare-family.ts';
import { compareRounds } from '../../../src/stats/compare/compare-rounds.ts';
import { pairedShift } from '../../../src/stats/intervals/paired-shift.ts';
import { ratioInterval } from '../../../src/stats/intervals/ratio-interval.ts';
import { moderatedT } from '../../../src/stats/tests/moderated-t.ts';
import { roundFlips, type RoundStatistic } from '../../../src/stats/tests/round-flips.ts';
import { logRatios, sides, type Candidate, type Family } from '../family.ts';
import { alignedSides } from './round-effects.ts';
import { jointRanks, ownRanks } from './signed-ranks.ts';
import { brunnerMunzel, mannWhitney, shiftInterval, welch } from './two-sample-tests.ts';

const alpha = 0.05;

type Test = (one: Float64Array, other: Float64Array) => number;

/** Each pair by tests of two samples, each corrected by Holm's method; all of them must agree. */
const bySides =
  (sidesOf: typeof alignedSides, ...tests: readonly Test[]): Candidate['claims'] =>
  async (family) => {
    const all = family.pairs.map((_, pair) => sidesOf(family, pair));
    const looks = tests.map((test) => holm(all.map(([one, other]) => test(one, other))));
    return all.map((_, pair) => looks.every((ps) => (ps[pair] ?? 1) <= alpha));
  };

/** All pairs together, by flipping rounds. */
const byFlips =
  (statistic: (differences: readonly Float64Array[]) => RoundStatistic): Candidate['claims'] =>
  async (family) => {
    const work = roundFlips(statistic(family.pairs.map((_, pair) => logRatios(family, pair))), 1);
    let step = work.next();
    while (step.done !== true) step = work.next();
    return step.value.map(({ adjustedP }) => adjustedP <= alpha);
  };

/** What the bench itself does, without its minimum effect. */
async function byTheBench(family: Family): Promise<boolean[]> {
  const samples = (side: Float64Array) =>
    Array.from(side, (value, index) => ({ round: index + 1, wallMs: Math.exp(value) }));
  const pairs = family.pairs.map((_, pair) => {
    const [cell, baseline] = sides(family, pair);
    return { id: String(pair), family: 'all', samples: samples(cell), baseline: samples(baseline) };
  });
  const compared = await compareRounds(pairs, { seed: 1, minimumEffect: 0 });
  return compared.map(({ verdict: { kind } }) => kind === 'faster' || kind === 'slower');
}

const bootstrapped: Candidate['interval'] = (family, pair) => {
  const [one = [], other = []] = sides(family, pair).map((side) => [...side.map(Math.exp)]);
  const interval = ratioInterval(one, other, { seed: pair, resamples: 500 });
  return interval && [Math.log(interval.low), Math.log(interval.high)];
};

const paired: Candidate['interval'] = (family, pair) => {
  const interval = pairedShift([...logRatios(family, pair)])?.interval;
  return interval && [interval.low, interval.high];
};

/** What has been tried; the last is what the bench does. */
export const candidates: readonly Candidate[] = [
  {
    ...{ id: 'ranks', name: 'ranks', claims: bySides(sides, mannWhitney) },
    interval: bootstrapped,
  },
  {
    ...{ id: 'aligned', name: 'aligned ranks', claims: bySides(alignedSides, mannWhitney) },
    interval: (family, pair) => shiftInterval(...alignedSides(family, pair)),
  },
  {
    ...{ id: 'aligned-welch', name: 'aligned ranks, Welch' },
    claims: bySides(alignedSides, mannWhitney, welch),
  },
  {
    ...{ id: 'aligned-brunner', name: 'aligned ranks, Brunner-Munzel' },
    claims: bySides(alignedSides, mannWhitney, brunnerMunzel),
  },
  { id: 'own-ranks', name: 'flips, own ranks', claims: byFlips(ownRanks) },
  { id: 'joint-ranks', name: 'flips, joint ranks', claims: byFlips(jointRanks) },
  {
    ...{ id: 't', name: 'flips, t' },
    claims: byFlips((differences) =>
      moderatedT(
        differences.map((pair) => [...pair]),
        1,
      ),
    ),
  },
  { id: 'bench', name: '**flips, moderated t**', claims: byTheBench, interval: paired },
];
