import { expect, test } from 'vitest';
import type { TimeComparison, Verdict } from '../../domain/run/comparison.ts';
import { briefVerdictText, ratioText, verdictText, verdictWord } from './verdict-text.ts';

const known = {
  ...{ id: 'go/slim/cold', samples: 8, baselineSamples: 8 },
  ...{ ratio: 1.0712, ratioInterval: { low: 1.046, high: 1.0949 } },
};
const unknown = { id: '', samples: 8, baselineSamples: 8 };

test.each<[string, Verdict, string, string, string]>([
  ['a difference', { kind: 'slower' }, 'slower', '1.07 (1.05–1.09) slower', '1.07 slower'],
  ['no difference shown', { kind: 'same' }, '~', '1.07 (1.05–1.09) ~', '1.07 ~'],
  ...(
    [
      ['corrected', 'corrected'],
      ['small', 'under 1 %'],
      ['disagree', 'doubtful'],
    ] as const
  ).map(([why, word]): [string, Verdict, string, string, string] => [
    `no difference, though the interval excludes 1: ${why}`,
    { kind: 'same', why },
    `~ ${word}`,
    `1.07 (1.05–1.09) ~ ${word}`,
    `1.07 ~ ${word}`,
  ]),
  [
    'too few samples',
    { kind: 'needs', samples: 7 },
    'needs 7 samples',
    '1.07, needs 7 samples',
    '1.07, needs 7',
  ],
  ['no samples', { kind: 'none' }, 'no samples', 'no samples', '–'],
])('%s: ratio, interval and verdict, always in this order', (_, verdict, word, text, brief) => {
  const comparison = { ...known, verdict };
  expect([verdictWord(verdict), verdictText(comparison), briefVerdictText(comparison)]).toEqual([
    word,
    text,
    brief,
  ]);
});

test.each<[string, TimeComparison, string, string]>([
  [
    'without an interval',
    { ...unknown, ratio: 0.876, verdict: { kind: 'faster' } },
    '0.88 faster',
    '0.88 faster',
  ],
  ['without a ratio', { ...unknown, verdict: { kind: 'same' } }, '~', '~'],
  [
    'of a baseline of 0 ms',
    { ...unknown, verdict: { kind: 'needs', samples: 7 } },
    'needs 7 samples',
    'needs 7',
  ],
])('%s', (_, comparison, text, brief) => {
  expect([verdictText(comparison), briefVerdictText(comparison)]).toEqual([text, brief]);
});

test('the ratio by itself, where the verdict has a column of its own', () => {
  const verdict: Verdict = { kind: 'same' };
  expect(ratioText({ ...known, verdict })).toBe('1.07 (1.05–1.09)');
  expect(ratioText({ ...unknown, verdict })).toBeUndefined();
});
