import { expect, test } from 'vitest';
import type { Step } from '../../domain/run/sample.ts';
import { stepKind, stepParts } from '../../engine/buildx/progress-reader.ts';
import { executedSteps, learnedSteps } from './learned-steps.ts';

/** Steps by the names that BuildKit gives them; one that ran has a star before it. */
const steps = (...names: string[]): Step[] =>
  names.map((starred, index) => {
    const name = starred.replace(/^\*/, '');
    const kind = stepKind(name);
    return {
      ...{ id: name, inputs: [], name, ...stepParts(name), kind, cacheable: kind === 'step' },
      ...{ cached: starred === name, startedMs: index, durationMs: 1 },
    };
  });

const first = steps(
  '[a 1/3] RUN x',
  '*[a 2/3] COPY --link y /',
  '[a 3/3] COPY --link z /',
  '*[internal] load',
);

test('the steps that ran are what is learned, though one behind them in their stage did not', () => {
  expect(executedSteps(first)).toEqual(['[a] COPY --link y /']);
});

test('they must run from then on, and no other', () => {
  const { of, unknown } = learnedSteps(['[a] COPY --link y /'], first);
  expect([...of]).toEqual([
    ['[a 1/3] RUN x', 'cached'],
    ['[a 2/3] COPY --link y /', 'executed'],
    ['[a 3/3] COPY --link z /', 'cached'],
  ]);
  expect(unknown).toEqual([]);
});

test('a step that two stages share may be printed under the other name', () => {
  const { of, unknown } = learnedSteps(['[a] RUN x'], steps('[b 1/1] RUN x'));
  expect([[...of], unknown]).toEqual([[['[b 1/1] RUN x', 'executed']], []]);
});

test('a step that is gone is told', () => {
  expect(learnedSteps(['[a] RUN gone'], first).unknown).toEqual(['[a] RUN gone']);
});

test('of a step that fetches nothing is learned, and nothing is demanded', () => {
  const add = 'ADD --chmod=0644 http://127.0.0.1:8000/added.txt /made/';
  const built = steps(`*[a 1/2] ${add}`, '*[a 2/2] COPY y /');
  expect(executedSteps(built)).toEqual(['[a] COPY y /']);
  expect([...learnedSteps(['[a] COPY y /'], built).of]).toEqual([['[a 2/2] COPY y /', 'executed']]);
});
