import { describe, expect, test } from 'vitest';
import type { BudgetForecast } from '../domain/run/forecast.ts';
import type { Limits } from '../domain/run/job.ts';
import { cellId, type Plan, type Visit } from '../domain/run/plan.ts';
import { plan, replan, roundsOfCells } from '../plan/plan.ts';
import { buildRow } from '../record/rows.fixture.ts';
import type { BuildRow } from '../record/rows.ts';
import { decideRounds } from './decide-rounds.ts';
import type { Decision, EndOfRound } from './decision.ts';
import { scenarios as all } from './scenarios.fixture.ts';

const scenarios = all.filter(({ id }) => id === 'cold');
const budget: BudgetForecast = { basis: 'r0', budgetMs: 0, expectedMs: 0, cells: [] };
/** Cold builds of two strategies, no control: the time of a plan is its visits alone. */
const planned = (slim: number, alpine: number): Plan =>
  replan(
    plan({
      apps: [{ id: 'go' }],
      strategies: [{ id: 'slim' }, { id: 'alpine' }],
      ...{ scenarios, rounds: 1, seed: 1 },
    }),
    scenarios,
    new Map([
      ['go/slim/cold', slim],
      ['go/alpine/cold', alpine],
    ]),
  );

type Took = (visit: Visit) => number;
const rows = ({ visits }: Plan, upTo: number, took: Took): BuildRow[] =>
  visits
    .filter(({ round }) => round <= upTo)
    .map((visit) => buildRow({ ...visit, wall_ms: took(visit), beside_ms: 0 }));
/** Slim takes a second, alpine 1 s ± 10 % in turns: only slim is ever narrow. */
const slimIsSteady: Took = ({ strategy, round }) => (strategy === 'slim' ? 1000 : 900 + 100 * (round % 3));

const after = (
  round: number,
  of: Plan,
  rules: Limits,
  took: Took,
  manifest: EndOfRound['manifest'] = { budget },
) =>
  decideRounds(
    { ...{ round, scenarios, imagesMs: 0 }, plan: of, manifest, builds: rows(of, round, took) },
    rules,
  );
const rounds = ({ plan: of }: Pick<Decision, 'plan'>): number[] => [...roundsOfCells(of).values()];
const roundsOf = ({ plan: of }: Pick<Decision, 'plan'>, cell: string): number[] =>
  of.visits.filter((visit) => cellId(visit) === cell).map(({ round }) => round);

describe('the time of cells that were stopped early', () => {
  const before = planned(20, 20);
  const rules = { budgetMs: 40_000, until: 0.01 };

  test('goes to the others: of 40 s slim took 14 and alpine 14.1, so 11 visits of a second are left, where 6 were planned', () => {
    const decision = after(14, before, rules, slimIsSteady);
    expect(rounds(decision)).toEqual([14, 25]);
    expect(decision.changes.stoppedEarly).toEqual(['go/slim/cold']);
    expect(decision.notes).toEqual([
      'narrow enough (± 1.0 %) after round 14: 1 of 2 cells (go/slim/cold); 1 goes on',
      'about 5.90 s of the budget are free: 5 more visits of 1 cell (go/alpine/cold 5)',
    ]);
  });

  test('pays first for visits that other programs disturbed, which are made again at the end', () => {
    const builds = rows(before, 14, slimIsSteady).map((row): BuildRow =>
      row.strategy === 'alpine' && (row.round === 2 || row.round === 5)
        ? { ...row, state: 'disturbed' }
        : row,
    );
    const end = { round: 14, scenarios, imagesMs: 0, plan: before, manifest: { budget }, builds };
    const decision = decideRounds(end, rules);
    // Of 5.9 s, 2 are kept for them.
    expect(rounds(decision)).toEqual([14, 23]);
    expect(decision.notes[1]).toBe(
      'about 3.90 s of the budget are free: 3 more visits of 1 cell (go/alpine/cold 3)',
    );
  });

  test('changes nothing in the rounds that are over, nor in the order of those that were planned', () => {
    const { plan: longer } = after(14, before, rules, slimIsSteady);
    const upTo = (of: Plan, round: number) => of.visits.filter((visit) => visit.round <= round);
    expect(upTo(longer, 14)).toEqual(upTo(before, 14));
    expect(longer.visits.map(({ sequence }) => sequence)).toEqual(longer.visits.map((_, index) => index + 1));
  });

  test('is given once: a run that died after the decision decides the same again', () => {
    const { plan: longer, changes } = after(14, before, rules, slimIsSteady);
    const again = after(14, longer, rules, slimIsSteady, { budget, ...changes });
    expect(again).toEqual({ plan: longer, changes: {}, notes: [] });
  });

  test('is not given to cells that need none: both are narrow, and the run ends', () => {
    const decision = after(14, before, rules, () => 1000);
    expect(rounds(decision)).toEqual([14, 14]);
    expect(decision.notes).toHaveLength(1);
  });

  test('brings a cell back that the budget had no time for: it is visited again from the next round on', () => {
    // 26 visits: alpine was planned for 6 rounds only. Slim stops after 14, so 6 seconds are free.
    const decision = after(14, planned(20, 6), { ...rules, budgetMs: 26_000 }, slimIsSteady);
    expect(roundsOf(decision, 'go/slim/cold')).toHaveLength(14);
    expect(roundsOf(decision, 'go/alpine/cold')).toEqual([
      ...[1, 2, 3, 4, 5, 6],
      ...[15, 16, 17, 18, 19, 20],
    ]);
    expect(decision.plan.rounds).toBe(20);
  });

  test('goes to nobody without a budget: a cell gets the rounds that were asked for', () => {
    expect(rounds(after(14, before, { ...rules, budgetMs: undefined }, slimIsSteady))).toEqual([14, 20]);
  });
});

describe('a single build that took far longer than its median', () => {
  /** The third one of slim. */
  const isIt = ({ strategy, round }: Visit): boolean => strategy === 'slim' && round === 3;
  const late: Took = (visit) => slimIsSteady(visit) + (isIt(visit) ? 9000 : 0);
  const rules = { budgetMs: 40_000, until: undefined };

  test('is paid for by the last rounds: of 40 s 18 and those 9 are taken, so 6 rounds of 2 s are left', () => {
    const decision = after(9, planned(20, 20), rules, late);
    expect(rounds(decision)).toEqual([15, 15]);
    expect(decision.notes).toEqual([
      'builds take longer than expected: 15 rounds instead of 20, to stay within 40s',
    ]);
  });

  test('is not called free time: after 10 rounds of 20 s and those 9 there is time for 11 visits', () => {
    const decision = after(10, planned(10, 10), rules, late);
    expect(rounds(decision).reduce((sum, count) => sum + count)).toBe(31);
    expect(decision.notes).toEqual([expect.stringMatching(/^about 11\.0 s of the budget are free: 11 more/)]);
  });

  test('is not made up for by builds that were as much shorter: what was planned by medians stays', () => {
    const early: Took = (visit) => slimIsSteady(visit) - (isIt(visit) ? 900 : 0);
    const decision = after(10, planned(10, 10), rules, early);
    expect(rounds(decision).reduce((sum, count) => sum + count)).toBe(40);
  });

  test('counts nothing if it was built only because the run went on: that decides as it would have done', () => {
    const before = planned(20, 20);
    const builds = rows(before, 9, slimIsSteady);
    const again = { strategy: 'slim', round: 3, wall_ms: 9000 };
    const end = { round: 9, scenarios, imagesMs: 0, plan: before, manifest: { budget } };
    expect(decideRounds({ ...end, builds }, rules).plan).toBe(before);
    const more = [...builds, buildRow({ ...again, phase: 'prime' }), buildRow(again)];
    expect(decideRounds({ ...end, builds: more }, rules).plan).toBe(before);
  });
});

describe('what is left of a budget after the last round', () => {
  const rules = { budgetMs: 40_000, until: undefined };
  const twiceAsFast: Took = (visit) => slimIsSteady(visit) / 2;

  test('is shared out as well, where builds took less than was expected', () => {
    // 10 rounds of both have taken 10 seconds: 60 visits of half a second are left.
    const [slim = 0, alpine = 0] = rounds(after(10, planned(10, 10), rules, twiceAsFast));
    expect(slim + alpine).toBe(80);
    expect(alpine).toBeGreaterThan(slim);
  });

  test('but not before it, where what was seen so far may change', () => {
    const before = planned(10, 10);
    expect(after(9, before, rules, twiceAsFast)).toEqual({ plan: before, changes: {}, notes: [] });
  });

  test('goes to a cell whose interval is wider than its noise promised, until it is narrow', () => {
    // Of seven samples five are alike: hardly any noise, but the interval reaches to the other two.
    const twoApart: Took = ({ strategy, round }) => (strategy === 'alpine' && round > 5 ? 1200 : 1000);
    const before = planned(7, 7);
    const decision = after(7, before, { ...rules, until: 0.03 }, twoApart);
    const [slim, alpine = 0] = rounds(decision);
    // As many as it takes until it may stop.
    expect(slim).toBe(14);
    expect(alpine).toBeGreaterThan(14);
  });

  test('is nothing if not one visit fits', () => {
    const before = planned(10, 10);
    expect(after(10, before, { ...rules, budgetMs: 20_900 }, slimIsSteady)).toEqual({
      ...{ plan: before, changes: {}, notes: [] },
    });
  });
});

test('a whole run with --budget and --until stays within its budget and leaves no time that a visit fits into', () => {
  const rules = { budgetMs: 60_000, until: 0.01 };
  let now = after(1, planned(1, 1), rules, slimIsSteady, {});
  let manifest: EndOfRound['manifest'] = now.changes;
  for (let round = 2; round <= now.plan.rounds; round += 1) {
    now = after(round, now.plan, rules, slimIsSteady, manifest);
    manifest = { ...manifest, ...now.changes };
  }
  const tookMs = rows(now.plan, now.plan.rounds, slimIsSteady).reduce(
    (sum, row) => sum + (row.wall_ms ?? 0),
    0,
  );
  expect(rounds(now)).toEqual([14, 46]);
  expect([tookMs <= 60_000, tookMs > 59_000]).toEqual([true, true]);
});
