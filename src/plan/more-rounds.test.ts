import { expect, test } from 'vitest';
import { cellId } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { withMoreRounds } from './more-rounds.ts';
import { commonPlanned, plan, roundsOfCells } from './plan.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const scenarios = [cold, warm];
const planned = (rounds: number) =>
  plan({
    apps: [{ id: 'go' }],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    ...{ scenarios, rounds, control: true, seed: 7 },
  });

test('a plan that goes on is the one that had been made with so many rounds: the seed says the order of each', () => {
  expect(withMoreRounds(planned(3), scenarios, 7)).toEqual(planned(7));
});

test.each([3, 2])('there is nothing more with %i rounds, which it has', (rounds) => {
  expect(withMoreRounds(planned(3), scenarios, rounds)).toBeUndefined();
});

test('only cells that take more get it, in rounds behind the last one; what is there stays', () => {
  const more = withMoreRounds(planned(2), scenarios, 4, { takes: (cell) => cell.endsWith('/warm') });
  expect(more?.rounds).toBe(4);
  expect(more?.visits.slice(0, planned(2).visits.length)).toEqual(planned(2).visits);
  const third = more?.visits
    .filter(({ round }) => round === 3)
    .map((visit) => `${visit.phase} ${cellId(visit)}`);
  expect(third?.toSorted()).toEqual([
    ...['control control/control/cold', 'control control/control/cold', 'control control/control/cold'],
    'measure go/alpine/warm',
    'measure go/slim/warm',
    'prime go/alpine/warm',
    'prime go/slim/warm',
  ]);
});

test('a cell that has fewer than others gets as many more as it lacks', () => {
  const before = uneven();
  const even = before && withMoreRounds(before, scenarios, 5);
  expect(even && Object.fromEntries(roundsOfCells(even))).toEqual({
    ...{ 'go/slim/cold': 5, 'go/slim/warm': 5, 'go/alpine/cold': 5, 'go/alpine/warm': 5 },
  });
  expect(even?.rounds).toBe(7);
});

/** The cold builds of slim have 4 rounds, all others 2. */
const uneven = () => withMoreRounds(planned(2), scenarios, 4, { takes: (cell) => cell === 'go/slim/cold' });
const pair = ['go/alpine/cold', 'go/slim/cold'] as const;

test('of a pair rounds count that both have: the one that has more goes on with the other', () => {
  const before = uneven();
  const longer = before && withMoreRounds(before, scenarios, 5, { pairs: [pair] });
  expect(longer && Object.fromEntries(roundsOfCells(longer))).toEqual({
    ...{ 'go/slim/cold': 7, 'go/alpine/cold': 5, 'go/slim/warm': 5, 'go/alpine/warm': 5 },
  });
  expect(longer && commonPlanned(longer)(...pair)).toBe(5);
});

test('a pair of which one takes no more does not make the other go on for nothing', () => {
  const before = uneven();
  const takes = (cell: string) => cell !== 'go/alpine/cold';
  const longer = before && withMoreRounds(before, scenarios, 4, { takes, pairs: [pair] });
  expect(longer && roundsOfCells(longer).get('go/slim/cold')).toBe(4);
});
