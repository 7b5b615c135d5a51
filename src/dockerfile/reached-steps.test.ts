import { expect, test } from 'vitest';
import { reachedSteps } from './reached-steps.ts';

const steps = [
  { stage: 'deps', instruction: 'COPY package.json ./' },
  { stage: 'deps', instruction: 'RUN npm ci' },
  { stage: 'build', instruction: 'COPY package.json ./' },
  { stage: 'build', instruction: 'RUN npm run build' },
];
const of = (...reruns: string[]): boolean[] => steps.map(reachedSteps(reruns));

test.each<[string, string[], boolean[]]>([
  [
    'the step of that name in every stage, and all that follow',
    ['COPY package.json'],
    [true, true, true, true],
  ],
  ['that of one stage', ['[build] COPY'], [false, false, true, true]],
  ['the first that any entry names', ['[deps] RUN', '[deps] COPY'], [true, true, false, false]],
  ['nothing, where nothing is named', [], [false, false, false, false]],
])('an edit reaches %s', (_, reruns, reached) => {
  expect(of(...reruns)).toEqual(reached);
});
