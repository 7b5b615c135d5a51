import { describe, expect, test } from 'vitest';
import { cellId, variantId } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { plan, replan, roundsOfCells } from './plan.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const scenarios = [cold, warm];
const planned = (rounds: number, control = true) =>
  plan({
    apps: [{ id: 'go' }],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    ...{ scenarios, rounds, control, seed: 7 },
  });
const inAll = (rounds: number) => new Map(planned(1).cells.map((cell) => [cellId(cell), rounds]));

test('a plan that grows or shrinks is the plan that had been made with so many rounds', () => {
  expect(replan(planned(1), scenarios, inAll(5))).toEqual(planned(5));
  expect(replan(planned(5), scenarios, inAll(2))).toEqual(planned(2));
  expect(replan(planned(2, false), scenarios, inAll(3))).toEqual(planned(3, false));
});

test('what is over is not touched by what becomes of later rounds', () => {
  const rounds = inAll(6).set('go/slim/cold', 3).set('go/alpine/warm', 2);
  const { visits } = replan(planned(6), scenarios, rounds);
  const ofFirst = (all: typeof visits) => all.filter(({ round }) => round <= 2);
  expect(ofFirst(visits)).toEqual(ofFirst(planned(6).visits));
});

describe('a cell that is left out of later rounds', () => {
  const rounds = inAll(3).set('go/slim/cold', 1).set('go/alpine/cold', 2).set('go/alpine/warm', 2);
  const { visits } = replan(planned(3), scenarios, rounds);
  const ofRound = (round: number) =>
    visits.filter((visit) => visit.round === round).map((visit) => `${visit.phase} ${cellId(visit)}`);

  test('lets a prime open the chain of those that need one', () => {
    expect(ofRound(2)).toEqual(expect.arrayContaining(['prime go/slim/warm', 'measure go/slim/warm']));
    expect(ofRound(2).filter((line) => line.startsWith('prime'))).toHaveLength(1);
  });

  test('goes with its whole variant if nothing is left of it; the control stays', () => {
    expect(ofRound(3).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'control control/control/cold'),
      'measure go/slim/warm',
      'prime go/slim/warm',
    ]);
  });

  test('is found again in the plan: so many rounds has each cell', () => {
    expect(roundsOfCells({ ...planned(3), visits })).toEqual(rounds);
  });
});

test('a plan whose cells all have stopped ends there', () => {
  const { rounds, visits } = replan(planned(9), scenarios, inAll(6));
  expect([rounds, Math.max(...visits.map(({ round }) => round))]).toEqual([6, 6]);
});

test('sequence counts from 1 without gaps, whatever is left out', () => {
  const { visits } = replan(planned(4), scenarios, inAll(4).set('go/slim/cold', 1));
  expect(visits.map(({ sequence }) => sequence)).toEqual(visits.map((_, index) => index + 1));
  expect(new Set(visits.map(variantId))).toContain('control/control');
});

describe('what comes after a round', () => {
  const before = replan(planned(6), scenarios, inAll(6).set('go/slim/cold', 2).set('go/slim/warm', 2));
  const further = new Map([
    ['go/slim/cold', 2],
    ['go/alpine/cold', 1],
  ]);
  const after = replan(before, scenarios, further, 4);

  test('is planned anew, and a cell that had left may come back; what is over stays', () => {
    const upTo = (visits: typeof after.visits) => visits.filter(({ round }) => round <= 4);
    expect(upTo(after.visits)).toEqual(upTo(before.visits));
    const coming = after.visits.filter(({ round, phase }) => round > 4 && phase === 'measure');
    expect(coming.map((visit) => `${visit.round} ${cellId(visit)}`).toSorted()).toEqual([
      ...['5 go/alpine/cold', '5 go/slim/cold', '6 go/slim/cold'],
    ]);
    expect(after.rounds).toBe(6);
    expect(after.visits.map(({ sequence }) => sequence)).toEqual(after.visits.map((_, index) => index + 1));
  });

  test('is counted by rounds, gaps not included', () => {
    expect(roundsOfCells(after)).toEqual(
      new Map(
        Object.entries({ 'go/slim/cold': 4, 'go/slim/warm': 2, 'go/alpine/cold': 5, 'go/alpine/warm': 4 }),
      ),
    );
    expect(roundsOfCells(after, 4)).toEqual(new Map([...inAll(0), ...further]));
  });

  test('has the order that it would have had in a plan made at once', () => {
    const fifth = (made: typeof after) => made.visits.filter(({ round }) => round === 5).map(variantId);
    const slimAndAlpine = replan(
      planned(6),
      scenarios,
      inAll(0).set('go/slim/cold', 6).set('go/alpine/cold', 6),
    );
    expect(fifth(after)).toEqual(fifth(slimAndAlpine));
  });

  test('may be nothing: the plan ends with the round that is over', () => {
    const ended = replan(before, scenarios, inAll(0), 4);
    expect([ended.rounds, ended.visits]).toEqual([4, before.visits.filter(({ round }) => round <= 4)]);
  });
});
