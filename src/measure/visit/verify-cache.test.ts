import { describe, expect, test } from 'vitest';
import type { Step } from '../../domain/run/sample.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import { expectedSteps } from './expected-steps.ts';
import { executedSteps, learnedSteps } from './learned-steps.ts';
import { verifyCache } from './verify-cache.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const step = (name: string, cached: boolean, kind: Step['kind'] = 'step'): Step => ({
  ...{ id: name, inputs: [], name, stage: '', instruction: name, cached, kind },
  ...{ cacheable: kind === 'step', startedMs: 0, durationMs: 1 },
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
  expect(verifyCache(scenario, steps, expectedSteps(scenario, [], steps))).toBeUndefined();
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
    expect(verifyCache(scenario, steps, expectedSteps(scenario, [], steps))).toEqual({
      code: 'CACHE_NOT_AS_DEMANDED',
      reason,
    });
  });
});

describe('an edit', () => {
  const edit: ScenarioDefinition = {
    ...{ id: 'edit-source', title: '', cache: 'primed', edit: 'source', expects: 'as-edited' },
  };
  /** Three steps of one stage: what is printed of each, and whether it came from the cache. */
  const build = (install: boolean, copy: boolean, compile: boolean): Step[] =>
    [
      ['RUN install', install],
      ['COPY . .', copy],
      ['RUN compile', compile],
    ].map(([instruction, cached], index) => ({
      ...step(`[build ${index + 1}/3] ${String(instruction)}`, cached === true),
      ...{ stage: 'build', instruction: String(instruction) },
    }));
  const verified = (steps: Step[], reruns = ['[build] COPY . .']) =>
    verifyCache(edit, steps, expectedSteps(edit, reruns, steps))?.reason;

  test('that re-ran what the strategy names, and what follows it, counts', () => {
    expect(verified(build(true, false, false))).toBeUndefined();
  });

  test.each<[string, Step[], string]>([
    [
      'invalidated less: a step behind it came from the cache',
      build(true, false, true),
      'edit-source build: step [build 3/3] RUN compile came from the cache',
    ],
    [
      'invalidated nothing at all',
      build(true, true, true),
      'edit-source build: step [build 2/3] COPY . . came from the cache (and 1 more)',
    ],
    [
      'invalidated more: a step before it ran again',
      build(false, false, false),
      'edit-source build: step [build 1/3] RUN install was executed',
    ],
    [
      'invalidated more and less: the first in order is named, all are counted',
      build(false, true, false),
      'edit-source build: step [build 1/3] RUN install was executed (and 1 more)',
    ],
  ])('%s', (_, steps, reason) => {
    expect(verified(steps)).toBe(reason);
  });

  test('of which the strategy says nothing must leave everything cached', () => {
    expect(verified(build(true, true, true), [])).toBeUndefined();
    expect(verified(build(true, true, false), [])).toBe(
      'edit-source build: step [build 3/3] RUN compile was executed',
    );
  });

  test('of which the strategy names steps that are not there is not believed, whatever happened', () => {
    expect(verified(build(true, false, false), ['[build] COPY . .', '[deps] RUN', '[run] COPY'])).toBe(
      'edit-source build: the Dockerfile has no step "[deps] RUN", "[run] COPY"',
    );
  });
});

describe('an edit that no step of its first build needs', () => {
  const edit: ScenarioDefinition = { ...warm, id: 'edit-source', expects: 'as-edited', edit: 'source' };
  const steps = [step('a', true), step('b', true)];

  test('does not count: it would be a warm build', () => {
    expect(verifyCache(edit, steps, learnedSteps(executedSteps(steps), steps))?.reason).toBe(
      'edit-source build: no step needs the changed file. In stagebench.json name another one, or empty reruns if this is meant',
    );
  });

  test('counts where somebody has said so', () => {
    expect(verifyCache(edit, steps, expectedSteps(edit, [], steps))).toBeUndefined();
  });
});
