import { expect, test } from 'vitest';
import { plan, roundsOfCells } from '../plan/plan.ts';
import { longerPlan } from './extend-run.ts';
import { scenarios as all } from './scenarios.fixture.ts';

const scenarios = all.filter(({ id }) => id === 'cold' || id === 'warm');
const planned = plan({ apps: [{ id: 'go' }], strategies: [{ id: 'slim' }], scenarios, rounds: 2, seed: 1 });
const rounds = (changes: Partial<Parameters<typeof longerPlan>[0]>, only?: string) => {
  const [app = '', strategy = '', scenario = ''] = only?.split('/') ?? [];
  const cell = { app, strategy, scenario };
  const compared = only === undefined ? [] : [{ cell, baseline: cell }];
  const longer = longerPlan({ plan: planned, ...changes }, scenarios, 3, {
    ...{ compared, onlyThese: only !== undefined },
  });
  return longer && Object.fromEntries(roundsOfCells(longer));
};

test.each([
  ['was narrow enough', { stoppedEarly: ['go/slim/warm'] }],
  ['gave no samples', { gaveUp: ['go/slim/warm'] }],
])('a cell that was stopped because it %s gets no more', (_, changes) => {
  expect(rounds(changes)).toEqual({ 'go/slim/cold': 3, 'go/slim/warm': 2 });
});

test('of cells that are named only these get more, and none that was stopped', () => {
  expect(rounds({}, 'go/slim/warm')).toEqual({ 'go/slim/cold': 2, 'go/slim/warm': 3 });
  expect(rounds({ gaveUp: ['go/slim/warm'] }, 'go/slim/warm')).toBeUndefined();
});
