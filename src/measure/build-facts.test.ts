import { describe, expect, test } from 'vitest';
import type { Step } from '../domain/sample.ts';
import { buildFacts } from './build-facts.ts';

const step = (kind: Step['kind'], startedMs: number, durationMs: number, cached = false): Step => ({
  ...{ name: kind, kind, cacheable: kind === 'step', cached, startedMs, durationMs },
});

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
  expect(buildFacts(700, steps, 'sha256:1')).toEqual({
    ...{ wallMs: 700, contextMs: 30, solveMs: 500, exportMs: 42 },
    ...{ stepsTotal: 3, stepsCached: 1, imageId: 'sha256:1' },
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
