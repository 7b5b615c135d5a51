import { expect, test } from 'vitest';
import type { TimeComparison } from '../domain/comparison.ts';
import { verdictText } from './verdict-text.ts';

const known = {
  ...{ id: 'go/slim/cold', samples: 8, baselineSamples: 8 },
  ...{ ratio: 1.0712, ratioInterval: { low: 1.046, high: 1.0949 } },
};

test.each<[string, TimeComparison, string]>([
  ['slower', { ...known, verdict: { kind: 'slower' } }, '1.07 (1.05–1.09)'],
  [
    'faster, without an interval',
    { id: '', samples: 8, baselineSamples: 8, ratio: 0.876, verdict: { kind: 'faster' } },
    '0.88',
  ],
  [
    'no difference shown: no number that could be taken for one',
    { ...known, verdict: { kind: 'same' } },
    '~',
  ],
  ['too few samples', { ...known, verdict: { kind: 'needs', samples: 7 } }, 'needs 7'],
  ['none at all', { id: '', samples: 0, baselineSamples: 8, verdict: { kind: 'none' } }, 'no samples'],
])('%s', (_, comparison, text) => {
  expect(verdictText(comparison)).toBe(text);
});
