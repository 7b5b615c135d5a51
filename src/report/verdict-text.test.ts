import { expect, test } from 'vitest';
import type { TimeComparison } from '../domain/comparison.ts';
import { longVerdictText, verdictText, type Detail } from './verdict-text.ts';

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
    'no difference shown: what the samples leave open',
    { ...known, verdict: { kind: 'same' } },
    '1.07 (1.05–1.09) ~',
  ],
  ['too few samples', { ...known, verdict: { kind: 'needs', samples: 7 } }, '1.07, needs 7'],
  ['none at all', { id: '', samples: 0, baselineSamples: 8, verdict: { kind: 'none' } }, 'no samples'],
])('%s', (_, comparison, text) => {
  expect(verdictText(comparison)).toBe(text);
});

test.each<[Detail, string[]]>([
  ['full', ['1.07 (1.05–1.09)', '1.07 (1.05–1.09) ~', '1.07, needs 7']],
  ['short', ['1.07 (1.05–1.09)', '~ (1.05–1.09)', 'needs 7']],
  ['brief', ['1.07', '~', 'needs 7']],
])('%s', (detail, texts) => {
  const verdicts = [{ kind: 'slower' }, { kind: 'same' }, { kind: 'needs', samples: 7 }] as const;
  expect(verdicts.map((verdict) => verdictText({ ...known, verdict }, detail))).toEqual(texts);
});

test('in words', () => {
  const text = (verdict: TimeComparison['verdict']): string => longVerdictText({ ...known, verdict });
  expect(text({ kind: 'slower' })).toBe('1.07 (1.05–1.09) slower');
  expect(text({ kind: 'needs', samples: 7 })).toBe('1.07, needs 7 samples');
});
