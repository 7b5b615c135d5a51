import { describe, expect, test } from 'vitest';
import type { Visit } from '../domain/run/plan.ts';
import type { Sample } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
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
  states.noteSample(failed(visit()), cold);

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

describe('edits', () => {
  const edit: ScenarioDefinition = {
    ...{ id: 'edit-source', title: '', cache: 'primed', edit: 'source', expects: 'as-edited' },
  };
  const edited = (changes: Partial<Visit> = {}): Visit => visit({ scenario: 'edit-source', ...changes });

  test('one that failed leaves the cache as it was: nothing behind it in the chain is blocked', () => {
    const states = new VariantStates();
    states.noteSample(failed(edited()), edit);
    expect(states.blocks(visit({ scenario: 'warm' }), warm)).toBeUndefined();
    expect(states.blocks(visit({ scenario: 'edit-deps' }), edit)).toBeUndefined();
    expect(states.failureOf({ app: 'go', strategy: 'slim' })).toBeUndefined();
  });

  test('the prime of an edit that failed is a failed build like any other', () => {
    const states = new VariantStates();
    states.noteSample(failed(edited({ phase: 'prime' })), edit);
    expect(states.blocks(edited(), edit)).toEqual({
      code: 'BUILD_FAILED',
      reason: 'not built: the build that primes it failed in this round',
    });
  });

  describe('whose image does not work', () => {
    const states = new VariantStates();
    states.noteEdit(edited(), trouble);

    test.each<[string, Visit, boolean]>([
      ['block their own cell in this round', edited(), true],
      ['and in every other', edited({ round: 9 }), true],
      ['but not the other edit', edited({ scenario: 'edit-deps' }), false],
      ['nor the same edit of another variant', edited({ strategy: 'alpine' }), false],
      ['nor the unedited build', visit(), false],
      ['nor a prime that stands for their cell: it is not edited', edited({ phase: 'prime' }), false],
    ])('%s', (_, next, blocked) => {
      expect(states.blocks(next, undefined)).toEqual(blocked ? trouble : undefined);
    });
  });

  test('whose image works are proved, and block nothing', () => {
    const states = new VariantStates();
    expect(states.hasProofOfEdit(edited())).toBe(false);
    states.noteEdit(edited(), undefined);
    expect(states.hasProofOfEdit(edited({ round: 2 }))).toBe(true);
    expect(states.hasProofOfEdit(edited({ scenario: 'edit-deps' }))).toBe(false);
    expect(states.blocks(edited({ round: 2 }), edit)).toBeUndefined();
  });
});
