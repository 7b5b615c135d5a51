import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/definitions/claim.ts';
import { claims } from './index.ts';
import { madeEvidence } from '../../src/stats/claims/made-evidence.fixture.ts';

type Made = Parameters<typeof madeEvidence>[0];

function ruled(id: string, made: Made) {
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`there is no claim ${id}`);
  const { verdict, isControlQuiet } = claim.decide(madeEvidence(made));
  return isControlQuiet ? verdict : 'loud control';
}

type Case = readonly [what: string, verdict: Verdict | 'loud control', made: Made];

const layered = (bytes: number, pull: number, againPull = 1000): Made => {
  const image = (transfer_bytes: number, pull_empty_ms: number) => ({
    ...{ transfer_bytes, pull_empty_ms, push_ms: 900 },
  });
  return {
    images: {
      'layers-1': image(10e6, 1000),
      'layers-1-again': image(10e6, againPull),
      'layers-5': image(10e6, 1000),
      'layers-20': image(10e6, 1100),
      'layers-50': image(bytes, pull),
    },
  };
};

type Again = 'identical' | 'same-files' | 'only-times' | 'different' | 'failed';

const again = (reproducible: Again, epoch: Exclude<Again, 'failed'>) => ({
  ...{ reproducible, reproducible_epoch: epoch },
  ...{ differing_files: reproducible === 'identical' ? 0 : 5 },
  ...{ differing_files_epoch: epoch === 'identical' ? 0 : 5 },
});
const nothing = again('identical', 'identical');

const installed = (ci: Again, cleaned: Again, none: Again = 'identical'): Made => ({
  images: {
    'npm-nothing': again(none, 'identical'),
    'npm-ci': { ...again(ci, 'different'), size_bytes: 120 },
    'npm-ci-cleaned': { ...again(cleaned, 'different'), size_bytes: 100 },
    'npm-install-cleaned': { ...again('different', 'different'), size_bytes: 103 },
  },
});

/** Kept sizes of apt, npm, pip and go; cleaned all have 110 MB, on bases of 100 MB. */
const cleaned = (kept: readonly number[], behind = 150e6): Made => ({
  images: {
    ...Object.fromEntries(
      ['apt', 'npm', 'pip', 'go'].flatMap((tool, index) => [
        [`${tool}-kept`, { size_bytes: (kept[index] ?? 0) * 1e6, base_bytes: 100e6 }],
        [`${tool}-cleaned`, { size_bytes: 110e6, base_bytes: 100e6 }],
      ]),
    ),
    'npm-kept-behind-a-stage': { size_bytes: behind },
    'npm-cleaned-behind-a-stage': { size_bytes: 150e6 },
  },
});

const mounted = (kept: readonly number[], fresh = 10_000): Made => ({
  cells: Object.fromEntries(
    ['npm', 'pip', 'go'].flatMap((tool, index) => [
      [`${tool}-plain/cold`, { ms: 10_000 }],
      [`${tool}-mount/cold`, { ms: fresh }],
      [`${tool}-plain/edit-deps`, { ms: 10_000 }],
      [`${tool}-mount/edit-deps`, { ms: kept[index] ?? 0 }],
    ]),
  ),
  spread: 0.05,
});

const pushed = (transfer_compression: string, bytes: number, pull: number, againBytes = 100): Made => {
  const gzip = { transfer_bytes: 100, push_ms: 1000, pull_empty_ms: 1000 };
  return {
    images: {
      'pushed-gzip': gzip,
      'pushed-gzip-again': { ...gzip, transfer_bytes: againBytes },
      'pushed-zstd': { ...gzip, transfer_compression, transfer_bytes: bytes, pull_empty_ms: pull },
    },
  };
};

const unused = (steps: string[]): NonNullable<Made['cells']> => ({
  'no-dead-stage/cold': { steps: ['made RUN a', 'runtime COPY a'] },
  'dead-stage/cold': { steps },
});

const cases: Readonly<Record<string, readonly Case[]>> = {
  A17: [
    ['the same layers', 'supported', installed('identical', 'identical')],
    ['times and logs differ', 'depends', installed('different', 'only-times')],
    ['installed files differ', 'not-supported', installed('different', 'different')],
    ['a copy alone differs', 'loud control', installed('different', 'only-times', 'only-times')],
  ],
  F1: [
    ['as large, as fast', 'not-supported', layered(10.05e6, 1200)],
    ['as large, slower', 'depends', layered(10.05e6, 2000)],
    ['larger and slower', 'supported', layered(11e6, 2000)],
    ['the same image takes twice as long', 'loud control', layered(10e6, 2000, 2000)],
  ],
  F4: [
    ['ten times as fast', 'supported', mounted([900, 900, 900])],
    ['only one is', 'depends', mounted([900, 5000, 5000])],
    ['faster, and not so much', 'not-supported', mounted([5000, 5000, 1100])],
    ['faster on a fresh builder, too', 'loud control', mounted([900, 900, 900], 5000)],
  ],
  F6: [
    ['all matter', 'supported', cleaned([130, 130, 130, 400])],
    ['one hardly matters', 'depends', cleaned([130, 130, 110.5, 400])],
    ['none matters', 'not-supported', cleaned([110, 110, 110, 110])],
    ['bytes are saved behind a stage', 'loud control', cleaned([130, 130, 130, 400], 160e6)],
  ],
  F8: [
    [
      'the same as it is',
      'supported',
      { images: { 'rebuilt-nothing': nothing, rebuilt: nothing, 'rebuilt-rewritten': nothing } },
    ],
    [
      'the same if times are rewritten',
      'depends',
      {
        images: {
          'rebuilt-nothing': nothing,
          rebuilt: again('only-times', 'only-times'),
          'rebuilt-rewritten': again('only-times', 'identical'),
        },
      },
    ],
    [
      'never the same',
      'not-supported',
      {
        images: {
          'rebuilt-nothing': nothing,
          rebuilt: again('only-times', 'only-times'),
          'rebuilt-rewritten': again('only-times', 'only-times'),
        },
      },
    ],
    [
      'not even without a step',
      'loud control',
      {
        images: {
          'rebuilt-nothing': again('only-times', 'only-times'),
          rebuilt: nothing,
          'rebuilt-rewritten': nothing,
        },
      },
    ],
  ],
  F9: [
    [
      'it is left out',
      'supported',
      { cells: unused(['made RUN a', 'runtime COPY a']), failed: ['dead-stage-used'] },
    ],
    [
      'it was executed and failed',
      'not-supported',
      { cells: unused([]), failed: ['dead-stage', 'dead-stage-used'] },
    ],
    [
      'it does not fail where it is used',
      'loud control',
      { cells: unused(['made RUN a', 'runtime COPY a']) },
    ],
  ],
  F10: [
    ['smaller and faster', 'supported', pushed('zstd', 90, 800)],
    ['smaller only', 'depends', pushed('gzip+zstd', 90, 1200)],
    ['neither', 'not-supported', pushed('zstd', 100, 1200)],
    ['the engine has no zstd', 'does-not-apply', pushed('gzip', 100, 800)],
    ['gzip is not as large as gzip', 'loud control', pushed('zstd', 90, 800, 95)],
  ],
};

describe.each(Object.entries(cases))('%s', (id, of) => {
  test.each(of)('%s: %s', (_, verdict, made) => {
    expect(ruled(id, made)).toBe(verdict);
  });
});
