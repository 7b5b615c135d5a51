import { mostRounds } from '../../src/domain/run/plan.ts';
import { option } from './option.ts';

const rounds = option({
  name: 'rounds',
  type: 'whole-number',
  affects: 'rows',
  addsRows: true,
  often: true,
  describe: "How often each cell is visited (default: 3, or the suite's own)",
  range: [1, mostRounds],
});

const seed = option({
  name: 'seed',
  type: 'whole-number',
  affects: 'rows',
  describe: 'Seed of the shuffled order within each round; recorded (default: from the clock)',
  range: [0, 2 ** 31 - 1],
});

const budget = option({
  name: 'budget',
  type: 'duration',
  affects: 'rows',
  often: true,
  describe:
    'Time for all builds (90s, 20m, 1h30m), instead of --rounds: each cell gets as many rounds as fit',
  excludes: ['rounds'],
});

const until = option({
  name: 'until',
  type: 'share',
  affects: 'rows',
  describe:
    'Build a cell until its 95 % interval is ± this share of its median (3% or 0.03), at most --rounds times (default here: 30)',
});

/** How often cells are built, and in which order. */
export const roundsOptions = [rounds, budget, until, seed] as const;
