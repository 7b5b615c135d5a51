import { expect, test } from 'vitest';
import type { Verdict } from '../../domain/run/comparison.ts';
import { verdict, type PairEvidence } from './verdict.ts';

const evidence: PairEvidence = {
  ...{ samples: 10, baselineSamples: 10, ratio: 1.2, adjustedP: 0.01 },
  ...{ familySize: 15, alpha: 0.05, minimumEffect: 0.01 },
};

test.each<[string, Partial<PairEvidence>, Verdict]>([
  ['significant and above the minimum effect: slower', {}, { kind: 'slower' }],
  ['the other way: faster', { ratio: 0.8 }, { kind: 'faster' }],
  ['p just at alpha counts', { adjustedP: 0.05 }, { kind: 'slower' }],
  ['p above alpha: no difference was shown', { adjustedP: 0.051 }, { kind: 'same' }],
  ['significant, but below the minimum effect', { ratio: 1.009 }, { kind: 'same' }],
  ['the minimum effect itself counts, up', { ratio: 1.01 }, { kind: 'slower' }],
  ['and down', { ratio: 0.99 }, { kind: 'faster' }],
  ['equal medians have no direction', { ratio: 1, minimumEffect: 0 }, { kind: 'same' }],
  ['no ratio, no direction', { ratio: undefined }, { kind: 'same' }],
  ['an empty side', { samples: 0, adjustedP: undefined }, { kind: 'none' }],
  ['an empty baseline', { baselineSamples: 0, adjustedP: undefined }, { kind: 'none' }],
  // 0.05 ÷ 15 = 0.0033: 2 ÷ C(10, 5) = 0.0079, 2 ÷ C(12, 6) = 0.0022.
  ['too few for a family of 15', { samples: 5, baselineSamples: 5, adjustedP: 0.12 }, needs(6)],
  ['six are not', { samples: 6, baselineSamples: 6, adjustedP: 0.12 }, { kind: 'same' }],
  ['few on one side can be made up for on the other', { samples: 3, adjustedP: 0.2 }, needs(6)],
  ['3 against 40', { samples: 3, baselineSamples: 40, adjustedP: 0.2 }, { kind: 'same' }],
  ['a pair alone', { samples: 3, baselineSamples: 3, familySize: 1, adjustedP: 0.1 }, needs(4)],
  ['a family of 72', { samples: 6, baselineSamples: 6, familySize: 72, adjustedP: 0.5 }, needs(7)],
  ['one build each', { samples: 1, baselineSamples: 1, adjustedP: 1 }, needs(6)],
  // Holm's later steps ask less than the first.
  [
    'too few for the first step, but significant',
    { samples: 4, baselineSamples: 4, familySize: 2, adjustedP: 2 / 70 },
    { kind: 'slower' },
  ],
])('%s', (_, changes, expected) => {
  expect(verdict({ ...evidence, ...changes })).toEqual(expected);
});

function needs(samples: number): Verdict {
  return { kind: 'needs', samples };
}
