import { describe, expect, test } from 'vitest';
import type { Visit } from '../domain/plan.ts';
import type { Sample } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';
import { VariantStates } from './variant-state.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const visit = (changes: Partial<Visit> = {}): Visit => ({
  ...{ sequence: 1, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
  ...changes,
});
const trouble = { code: 'BUILD_FAILED', reason: 'exit code: 1' } as const;
const failed = (at: Visit): Sample => ({
  visit: at,
  state: 'failed',
  trouble,
  startedAt: '',
  coldMethod: 'pruned',
});

describe('after a build that failed in round 1', () => {
  const states = new VariantStates();
  states.noteSample(failed(visit()));

  test.each([
    ['what it primes in this round is not built', visit({ scenario: 'warm' }), warm, true],
    ['the next round is tried again', visit({ scenario: 'warm', round: 2 }), warm, false],
    ['another variant is not concerned', visit({ scenario: 'warm', strategy: 'alpine' }), warm, false],
    ['what needs no prime is built', visit(), cold, false],
    ['a prime is built', visit({ scenario: 'warm', phase: 'prime' }), warm, false],
  ])('%s', (_, next, scenario, blocked) => {
    expect(states.blocks(next, scenario)?.code).toBe(blocked ? 'BUILD_FAILED' : undefined);
  });

  test('why there is no image can be told', () => {
    expect(states.failureOf({ app: 'go', strategy: 'slim' })).toEqual(trouble);
    expect(states.failureOf({ app: 'go', strategy: 'alpine' })).toBeUndefined();
  });
});

test('an image that does not work blocks every visit of its variant, in every round', () => {
  const states = new VariantStates();
  states.noteProof({ variant: { app: 'go', strategy: 'slim' }, works: false, trouble });
  expect(states.blocks(visit({ round: 9 }), cold)).toEqual(trouble);
  expect(states.blocks(visit({ strategy: 'alpine' }), cold)).toBeUndefined();
});
