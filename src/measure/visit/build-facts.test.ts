import { describe, expect, test } from 'vitest';
import type { Step } from '../../domain/run/sample.ts';
import { buildFacts } from './build-facts.ts';
import type { ExpectedSteps } from './expected-steps.ts';

const step = (kind: Step['kind'], startedMs: number, durationMs: number, cached = false): Step => ({
  ...{ id: `${kind} ${startedMs}`, inputs: [], name: kind, stage: '', instruction: kind },
  ...{ kind, cacheable: kind === 'step', cached, startedMs, durationMs },
});

/** Two steps that run at the same time. */
const twins = ['a', 'b'].map((id): Step => ({ ...step('step', 100, 400), id }));
const exporting = step('export', 20, 40);

test('wall time and image are handed through; the rest comes from the steps', () => {
  const steps = [
    step('internal', 0, 20),
    step('context', 20, 30),
    step('from', 20, 5, true),
    step('step', 60, 0, true),
    step('step', 60, 400),
    step('step', 460, 100),
    step('export', 570, 40),
    step('export', 610, 2),
  ];
  expect(buildFacts(700, steps, 'sha256:1')).toMatchObject({
    ...{ wallMs: 700, contextMs: 30, solveMs: 500, exportMs: 42 },
    ...{ stepsTotal: 3, stepsCached: 1, imageId: 'sha256:1' },
  });
});

describe('bytes of the context are what was sent', () => {
  const context = (sentBytes?: number): Step => ({
    ...step('context', 20, 30),
    ...(sentBytes !== undefined && { sentBytes }),
  });
  test.each<[string, Step[], number | undefined]>([
    ['of all contexts', [context(100), context(23)], 123],
    ['0 where no step needs it', [step('step', 60, 400)], 0],
    ['absent if the builder does not say it of one', [context(100), context()], undefined],
  ])('%s', (_, steps, contextBytes) => {
    expect(buildFacts(700, steps, 'sha256:1').contextBytes).toBe(contextBytes);
  });
});

describe('solve time is the span from the first to the last moment a step of the Dockerfile ran', () => {
  test.each([
    ['stages in parallel do not count twice', [step('step', 100, 400), step('step', 200, 100)], 400],
    ['a wait between steps counts', [step('step', 100, 100), step('step', 500, 100)], 500],
    ['cached steps do not stretch it', [step('step', 0, 10, true), step('step', 100, 50)], 50],
    ['it is 0 if all came from the cache', [step('step', 100, 3, true)], 0],
    ['it is 0 if there were no steps', [], 0],
  ])('%s', (_, steps, solveMs) => {
    expect(buildFacts(1, steps, '').solveMs).toBe(solveMs);
  });
});

describe('parallelism is the time of all executed steps ÷ solve time', () => {
  test.each<[string, Step[], number | undefined]>([
    ['1: one after the other', [step('step', 100, 400), step('step', 500, 100)], 1],
    ['2: two that begin and end together', twins, 2],
    ['between, if one is shorter', [step('step', 100, 400), step('step', 200, 100)], 1.25],
    ['below 1 if they wait between', [step('step', 100, 100), step('step', 400, 100)], 0.5],
    [
      'cached steps, base and export are none of it',
      [step('step', 0, 9, true), step('step', 10, 5), exporting],
      1,
    ],
    ['absent if nothing ran: nothing is not 0', [step('step', 100, 3, true)], undefined],
  ])('%s', (_, steps, parallelism) => {
    expect(buildFacts(1, steps, '').parallelism).toBe(parallelism);
  });
});

describe('what was expected stands beside what happened', () => {
  const steps = [
    step('context', 0, 5),
    step('step', 10, 0, true),
    step('step', 20, 5),
    step('export', 30, 5),
  ];
  const expected: ExpectedSteps = {
    of: new Map([
      ['step 10', 'cached'],
      ['step 20', 'executed'],
    ]),
    unknown: [],
  };

  test('per step, and how many had to come from the cache', () => {
    const facts = buildFacts(50, steps, '', expected);
    expect(facts.stepsExpectedCached).toBe(1);
    expect(facts.steps.map(({ id, expected: wanted }) => `${id}: ${wanted}`)).toEqual([
      ...['context 0: undefined', 'step 10: cached', 'step 20: executed', 'export 30: undefined'],
    ]);
  });

  test('0 where every step had to run: that is a number, too', () => {
    const all = new Map([...expected.of.keys()].map((id) => [id, 'executed' as const]));
    expect(buildFacts(50, steps, '', { of: all, unknown: [] }).stepsExpectedCached).toBe(0);
  });

  test('of a build that only primes nothing was expected: no count, and none of its steps says so', () => {
    const facts = buildFacts(50, steps, '');
    expect(facts).not.toHaveProperty('stepsExpectedCached');
    expect(facts.steps.some((one) => 'expected' in one)).toBe(false);
  });
});

test('the critical path is marked step by step, and its length is the sum of those', () => {
  const base = step('from', 0, 1, true);
  const deps = step('step', 1, 10);
  const build = step('step', 1.5, 30);
  const last = { ...step('step', 40, 2), inputs: [deps.id, build.id] };
  const waiting = (one: Step): Step => ({ ...one, inputs: [base.id] });
  const facts = buildFacts(60, [base, waiting(deps), waiting(build), last, step('export', 50, 9)], '');
  expect(facts.criticalPathMs).toBe(33);
  expect(facts.steps.map(({ onCriticalPath }) => onCriticalPath)).toEqual([true, false, true, true, false]);
});
