import { expect, test } from 'vitest';
import type { Verdict } from '../../domain/run/comparison.ts';
import { verdict, type PairEvidence } from './verdict.ts';

const evidence: PairEvidence = {
  ...{ samples: 10, baselineSamples: 10, ratio: 1.2, interval: { low: 1.1, high: 1.3 }, p: 0.001 },
  ...{ adjustedP: 0.01, alpha: 0.05, minimumEffect: 0.01, looksTwice: true },
};
const same: Verdict = { kind: 'same' };
const includesOne = { low: 0.99, high: 1.3 };

test.each<[string, Partial<PairEvidence>, Verdict]>([
  ['significant and above the minimum effect: slower', {}, { kind: 'slower' }],
  ['the other way: faster', { ratio: 0.8 }, { kind: 'faster' }],
  ['p just at alpha counts', { adjustedP: 0.05 }, { kind: 'slower' }],
  ['the minimum effect itself counts, up', { ratio: 1.01 }, { kind: 'slower' }],
  ['and down', { ratio: 0.99 }, { kind: 'faster' }],
  ['equal times have no direction', { ratio: 1, minimumEffect: 0 }, same],
  ['no ratio, no direction', { ratio: undefined }, same],
  ['an empty side', { samples: 0, adjustedP: undefined }, { kind: 'none' }],
  ['an empty baseline', { baselineSamples: 0, adjustedP: undefined }, { kind: 'none' }],
  ['too few for any verdict', { adjustedP: 0.12, needed: 6 }, { kind: 'needs', samples: 6 }],
  [
    'not tested, because there are too few',
    { adjustedP: undefined, needed: 6 },
    { kind: 'needs', samples: 6 },
  ],
  // Later steps of a correction ask less than the first.
  ['too few for the first step, but significant', { needed: 7 }, { kind: 'slower' }],
  ['p above alpha, and an interval that says so, too', { adjustedP: 0.051, interval: includesOne }, same],
  ['no interval', { adjustedP: 0.051, interval: undefined }, same],
])('%s', (_, changes, expected) => {
  expect(verdict({ ...evidence, ...changes })).toEqual(expected);
});

test.each<[string, Partial<PairEvidence>, Verdict]>([
  ['it would count alone', { adjustedP: 0.051 }, { kind: 'same', why: 'corrected' }],
  ['only the interval shows it', { p: 0.06, adjustedP: 0.3 }, { kind: 'same', why: 'disagree' }],
  ['only the test shows it', { interval: includesOne }, { kind: 'same', why: 'disagree' }],
  ['there is no interval to look at', { interval: undefined }, { kind: 'same', why: 'disagree' }],
  ['it is below the minimum effect', { ratio: 1.009 }, { kind: 'same', why: 'small' }],
])('no difference, and a word why: %s', (_, changes, expected) => {
  expect(verdict({ ...evidence, ...changes })).toEqual(expected);
});

test('without a second look the interval has no say', () => {
  expect(verdict({ ...evidence, interval: includesOne, looksTwice: false })).toEqual({ kind: 'slower' });
});
