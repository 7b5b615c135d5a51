import { describe, expect, test } from 'vitest';
import type { BudgetForecast } from '../domain/run/forecast.ts';
import { cellId, type Plan } from '../domain/run/plan.ts';
import { plan, roundsOfCells } from '../plan/plan.ts';
import { buildRow } from '../record/rows.fixture.ts';
import type { BuildRow } from '../record/rows.ts';
import { decideRounds } from './decide-rounds.ts';
import type { EndOfRound } from './decision.ts';
import { scenarios as all } from './scenarios.fixture.ts';

const scenarios = all.filter(({ id }) => id === 'cold' || id === 'warm');
const planned = (rounds: number): Plan =>
  plan({
    apps: [{ id: 'go' }],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    ...{ scenarios, rounds, control: true, seed: 1 },
  });

/** The rows of a plan's visits up to a round; ms by strategy and scenario. */
function rows(of: Plan, upTo: number, wallMs: (visit: Plan['visits'][number]) => number): BuildRow[] {
  return of.visits
    .filter(({ round }) => round <= upTo)
    .map((visit) => buildRow({ ...visit, wall_ms: wallMs(visit), beside_ms: 0 }));
}
const steady = ({ scenario }: { scenario: string }): number => (scenario === 'cold' ? 1000 : 10);
const end = (
  round: number,
  changes: Partial<EndOfRound> & Pick<EndOfRound, 'plan' | 'builds'>,
): EndOfRound => ({
  ...{ round, scenarios, manifest: {}, imagesMs: 0 },
  ...changes,
});
const rounds = (of: Plan): Record<string, number> => Object.fromEntries(roundsOfCells(of));

describe('without a budget and without --until', () => {
  test('the plan stays as it is, and there is nothing to say', () => {
    const before = planned(3);
    const decision = decideRounds(end(1, { plan: before, builds: rows(before, 1, steady) }), {
      ...{ budgetMs: undefined, until: undefined },
    });
    expect(decision).toEqual({ plan: before, changes: {}, notes: [] });
  });
});

describe('a budget', () => {
  const first = planned(1);
  const rules = { budgetMs: 60_000, until: undefined };
  const afterFirst = (changes: Partial<EndOfRound> = {}) =>
    decideRounds(end(1, { plan: first, builds: rows(first, 1, steady), ...changes }), rules);

  test('is shared out by what round 1 took, if nobody could do it before', () => {
    const { plan: grown, changes, notes } = afterFirst();
    // A round takes 2 × 1010 and 3 × 1000 of the control: 11 of them fit, and then one of the two chains.
    expect(new Set(Object.values(rounds(grown)))).toEqual(new Set([11, 12]));
    expect(changes.budget).toMatchObject({ basis: 'round 1', budgetMs: 60_000, expectedMs: 55_220 + 4010 });
    expect(notes).toEqual([]);
  });

  test('pays for the starts and the reading of images as well, in whole seconds', () => {
    const { budget: paid } = afterFirst({ imagesMs: 5001 }).changes;
    expect(paid?.expectedMs).toBe(6000 + 10 * 5020);
    expect(afterFirst({ imagesMs: 5999 }).plan).toEqual(afterFirst({ imagesMs: 5001 }).plan);
  });

  test('that round 1 has used up leaves nothing for a second one', () => {
    const { plan: same, changes } = decideRounds(end(1, { plan: first, builds: rows(first, 1, steady) }), {
      ...{ budgetMs: 3000, until: undefined },
    });
    expect(same).toEqual(first);
    expect(changes.budget).toMatchObject({ budgetMs: 3000, expectedMs: 5020 });
  });

  test('of which nothing is known, since nothing was built, gives no further rounds', () => {
    const failed = rows(first, 1, steady).map((row) => ({
      ...row,
      state: 'failed' as const,
      wall_ms: undefined,
    }));
    expect(new Set(Object.values(rounds(afterFirst({ builds: failed }).plan)))).toEqual(new Set([1]));
  });

  const budget: BudgetForecast = { basis: 'r0', budgetMs: 60_000, expectedMs: 55_220, cells: [] };

  test('that was shared out is not shared out again', () => {
    const before = planned(11);
    const decision = decideRounds(
      end(4, { plan: before, builds: rows(before, 4, steady), manifest: { budget } }),
      rules,
    );
    expect(decision).toEqual({ plan: before, changes: {}, notes: [] });
  });

  test('is kept to where builds take longer than they were expected to', () => {
    const before = planned(11);
    const slow = rows(before, 4, (visit) => 2 * steady(visit));
    const { plan: cut, notes } = decideRounds(
      end(4, { plan: before, builds: slow, manifest: { budget } }),
      rules,
    );
    // Twice the time: 5 rounds of 10,040 ms.
    expect(new Set(Object.values(rounds(cut)))).toEqual(new Set([5]));
    expect(cut.visits.slice(0, 28)).toEqual(before.visits.slice(0, 28));
    expect(notes).toEqual(['builds take longer than expected: 5 rounds instead of 11, to stay within 1m']);
  });

  test('that is overdrawn ends the run with the round that is over', () => {
    const before = planned(19);
    const slow = rows(before, 7, (visit) => 10 * steady(visit));
    const { plan: cut } = decideRounds(end(7, { plan: before, builds: slow, manifest: { budget } }), rules);
    expect(new Set(Object.values(rounds(cut)))).toEqual(new Set([7]));
  });
});

describe('--until', () => {
  const rules = { budgetMs: undefined, until: 0.03 };
  const before = planned(20);
  /** Warm builds of alpine scatter, the others do not. */
  const noisy = (visit: Plan['visits'][number]): number =>
    visit.strategy === 'alpine' && visit.scenario === 'warm' ? 10 + (visit.round % 2) : steady(visit);
  const after = (round: number, changes: Partial<EndOfRound> = {}) =>
    decideRounds(end(round, { plan: before, builds: rows(before, round, noisy), ...changes }), rules);

  test('stops nothing below fourteen samples', () => {
    expect(after(13)).toEqual({ plan: before, changes: {}, notes: [] });
  });

  test('leaves cells out that are narrow enough; a prime stands in for their cold build', () => {
    const { plan: shrunk, changes, notes } = after(14);
    expect(rounds(shrunk)).toEqual({
      ...{ 'go/slim/cold': 14, 'go/slim/warm': 14, 'go/alpine/cold': 14, 'go/alpine/warm': 20 },
    });
    expect(changes.stoppedEarly).toEqual(['go/slim/cold', 'go/slim/warm', 'go/alpine/cold']);
    expect(notes).toEqual([
      'narrow enough (± 3.0 %) after round 14: 3 of 4 cells (go/slim/cold, go/slim/warm, go/alpine/cold); 1 goes on',
    ]);
    const next = shrunk.visits.filter(({ round }) => round === 15);
    expect(
      next.filter(({ phase }) => phase !== 'control').map((visit) => `${visit.phase} ${cellId(visit)}`),
    ).toEqual(['prime go/alpine/warm', 'measure go/alpine/warm']);
  });

  test('decides the same again: a run that died between the decision and its note', () => {
    const { plan: shrunk, changes } = after(14);
    expect(after(14, { plan: shrunk, manifest: changes })).toEqual({ plan: shrunk, changes: {}, notes: [] });
  });

  test('adds to the cells that have stopped before', () => {
    const calm = rows(before, 15, steady);
    const { changes } = after(15, { builds: calm, manifest: { stoppedEarly: ['x'] } });
    expect(changes.stoppedEarly).toEqual([
      'x',
      'go/slim/cold',
      'go/slim/warm',
      'go/alpine/cold',
      'go/alpine/warm',
    ]);
  });

  test('ends the run when no cell is left', () => {
    const { plan: shrunk, notes } = after(14, { builds: rows(before, 14, steady) });
    expect([shrunk.rounds, Math.max(...shrunk.visits.map(({ round }) => round))]).toEqual([14, 14]);
    expect(notes[0]).toContain(
      '4 of 4 cells (go/slim/cold, go/slim/warm, go/alpine/cold, go/alpine/warm); none is left',
    );
  });

  test('stops nothing in the last round: there was nothing left to stop', () => {
    expect(decideRounds(end(20, { plan: before, builds: rows(before, 20, steady) }), rules).changes).toEqual(
      {},
    );
  });

  describe('gives a cell up', () => {
    /** Slim gives samples in the rounds before `broken` only. */
    const failing = (round: number, broken = 1, state: BuildRow['state'] = 'failed') =>
      after(round, {
        builds: rows(before, round, noisy).map((row) =>
          row.strategy === 'slim' && row.phase === 'measure' && row.round >= broken ? { ...row, state } : row,
        ),
      });

    test.each(['failed', 'invalid'] as const)('without a sample in six rounds: all are %s', (state) => {
      expect(failing(5, 1, state).changes).toEqual({});
      const { plan: shrunk, changes, notes } = failing(6, 1, state);
      expect(changes).toEqual({ gaveUp: ['go/slim/cold', 'go/slim/warm'] });
      expect(rounds(shrunk)).toMatchObject({ 'go/slim/warm': 6, 'go/alpine/cold': 20 });
      expect(notes).toEqual([
        'given up after round 6, without a sample in 6 rounds: 2 of 4 cells (go/slim/cold, go/slim/warm); 2 go on',
      ]);
    });

    test('that had samples before as well: its image does not work, so it is not built again', () => {
      expect(failing(7, 3).changes).toEqual({});
      expect(failing(8, 3).changes.gaveUp).toHaveLength(2);
    });

    test('not with a sample now and then', () => {
      const builds = rows(before, 18, noisy).map((row) =>
        row.strategy === 'slim' && row.round % 6 !== 0 ? { ...row, state: 'failed' as const } : row,
      );
      expect(after(18, { builds }).changes.gaveUp).toBeUndefined();
    });

    test('in the same round in which another is narrow enough', () => {
      const { changes, notes } = after(14, {
        manifest: { gaveUp: ['x'] },
        builds: rows(before, 14, steady).map((row) =>
          row.strategy === 'slim' ? { ...row, state: 'invalid' as const } : row,
        ),
      });
      expect(changes).toEqual({
        stoppedEarly: ['go/alpine/cold', 'go/alpine/warm'],
        gaveUp: ['x', 'go/slim/cold', 'go/slim/warm'],
      });
      expect(notes).toHaveLength(2);
    });
  });
});
