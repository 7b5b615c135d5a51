import { describe, expect, test } from 'vitest';
import type { Step } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';
import { verifyCache } from './verify-cache.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const step = (name: string, cached: boolean, kind: Step['kind'] = 'step'): Step => ({
  ...{ name, cached, kind, cacheable: kind === 'step', startedMs: 0, durationMs: 1 },
});

test.each([
  ['a cold build that executed every step', cold, [step('a', false), step('b', false)]],
  ['a warm build that executed none', warm, [step('a', true), step('b', true)]],
  ['a cold build whose base was there', cold, [step('[1/2] FROM x', true, 'from'), step('a', false)]],
  [
    'a warm build that exported, as every build does',
    warm,
    [step('a', true), step('exporting', false, 'export')],
  ],
  ['a warm build that loaded its context', warm, [step('a', true), step('context', false, 'context')]],
])('%s counts', (_, scenario, steps) => {
  expect(verifyCache(scenario, steps)).toBeUndefined();
});

describe('is invalid, with the step that shows it', () => {
  test.each([
    [
      'a cold build with a cached step',
      cold,
      [step('a', false), step('b', true)],
      'cold build: step b came from the cache',
    ],
    [
      'a warm build that executed a step',
      warm,
      [step('a', true), step('b', false)],
      'warm build: step b was executed',
    ],
    [
      'several: the first, and how many',
      warm,
      [step('a', false), step('b', false)],
      'warm build: step a was executed (and 1 more)',
    ],
    [
      'no step of the Dockerfile at all',
      cold,
      [step('exporting', false, 'export')],
      'the builder reported no step of the Dockerfile',
    ],
  ])('%s', (_, scenario, steps, reason) => {
    expect(verifyCache(scenario, steps)).toEqual({ code: 'CACHE_NOT_AS_DEMANDED', reason });
  });
});
