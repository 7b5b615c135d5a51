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

const edited = (cached: string, times: readonly [number, number]): NonNullable<Made['cells']> => ({
  'copy-everything/edit-source': { steps: ['=WORKDIR /app', 'COPY . .', 'RUN npm ci'], ms: times[0] },
  'manifest-first/edit-source': { steps: ['=WORKDIR /app', `${cached}RUN npm ci`, 'COPY . .'], ms: times[1] },
  'copy-everything/edit-deps': { steps: ['=WORKDIR /app', 'COPY . .', 'RUN npm ci'], ms: 10_000 },
  'manifest-first/edit-deps': { steps: ['=WORKDIR /app', 'RUN npm ci', 'COPY . .'], ms: 10_100 },
});

const targets = (beyond: string[], ms: number, lastMs = 5000): NonNullable<Made['cells']> => ({
  'target-none/cold': { steps: ['build RUN a', 'runtime COPY a', 'checked RUN b'], ms: 5000 },
  'target-last/cold': { steps: ['build RUN a', 'runtime COPY a', 'checked RUN b'], ms: lastMs },
  'target-runtime/cold': { steps: ['build RUN a', 'runtime COPY a', ...beyond], ms },
});

const ignoring = (sentNamed: number, mark = '='): NonNullable<Made['cells']> => {
  const of = (copy: string, sent: number, cached: string): NonNullable<Made['cells']> => ({
    [`${copy}-without-ignore/cold`]: { build: { context_bytes: sent } },
    [`${copy}-with-ignore/cold`]: { build: { context_bytes: 119 } },
    [`${copy}-without-ignore/edit-ignored`]: { steps: [`${cached}COPY . .`] },
    [`${copy}-with-ignore/edit-ignored`]: { steps: ['=COPY . .'] },
    [`${copy}-without-ignore/edit-source`]: { steps: ['=WORKDIR /app', 'COPY . .'] },
    [`${copy}-with-ignore/edit-source`]: { steps: [`${mark}WORKDIR /app`, 'COPY . .'] },
  });
  return { ...of('copy-all', 45_000_000, ''), ...of('copy-named', sentNamed, '=') };
};

/** Layers and bytes on a base of 80 MB; split and joined, kept and cleaned. */
const joined = (layers: readonly number[], megabytes: readonly number[]): Made => {
  const names = ['run-split-kept', 'run-joined-kept', 'run-split-cleaned', 'run-joined-cleaned'];
  const rows = names.map((name, index) => {
    const bytes = (megabytes[index] ?? 0) * 1e6;
    return [name, { layers: layers[index] ?? 0, size_bytes: bytes, base_bytes: 80e6 }] as const;
  });
  return { images: Object.fromEntries(rows) };
};

const staged = (size5: number, rerun5: string[], ms5: number, size3 = 100): Made => {
  const of = (strategy: string, steps: string[], ms: number) =>
    ['cold', 'edit-source'].map((scenario) => [`${strategy}/${scenario}`, { steps, ms }] as const);
  const two = ['COPY . .', 'RUN npm run build'];
  const others = ['stages-1', 'stages-2', 'stages-3', 'stages-3-again', 'stages-4'];
  return {
    images: {
      ...Object.fromEntries(others.map((name) => [name, { size_bytes: size3 }])),
      'stages-1': { size_bytes: 140 },
      'stages-5': { size_bytes: size5 },
    },
    cells: Object.fromEntries([
      ...others.flatMap((name) => of(name, two, 1000)),
      ...of('stages-5', rerun5, ms5),
    ]),
    spread: 0.02,
  };
};

const worked = (waiting: number, working: number, oneStage = 8000): Made => ({
  cells: Object.fromEntries(
    [
      ['waiting', waiting],
      ['working', working],
    ].flatMap(([work, ms]) => [
      [`${work}-sequence/cold`, { ms: 8000 }],
      [`${work}-parallel/cold`, { ms: Number(ms), build: { parallelism: 1.9 } }],
      [`${work}-one-stage/cold`, { ms: oneStage }],
    ]),
  ),
  spread: 0.05,
});

const cases: Readonly<Record<string, readonly Case[]>> = {
  A9: [
    [
      'installs again without it, and takes longer',
      'supported',
      { cells: edited('=', [10_000, 2000]), spread: 0.1 },
    ],
    ['is not surely faster', 'depends', { cells: edited('=', [10_000, 9500]), spread: 0.1 }],
    ['of one build no time is sure', 'depends', { cells: edited('=', [10_000, 2000]) }],
    ['installs again with it, too', 'not-supported', { cells: edited('', [10_000, 2000]), spread: 0.1 }],
    [
      'an edit of the dependencies is slower with it, which it must not be',
      'loud control',
      {
        cells: {
          ...edited('=', [10_000, 2000]),
          'manifest-first/edit-deps': { steps: ['=WORKDIR /app'], ms: 15_000 },
        },
        spread: 0.1,
      },
    ],
  ],
  A10: [
    ['holds for COPY . . alone', 'depends', { cells: ignoring(119) }],
    ['holds only if the cache is kept, too', 'depends', { cells: ignoring(45_000_000) }],
    ['an edit of a source is cached otherwise with it', 'loud control', { cells: ignoring(119, '') }],
  ],
  A11: [
    ['saves both', 'supported', joined([5, 4, 6, 4], [100, 100, 100, 82])],
    ['saves layers only', 'depends', joined([5, 4, 6, 4], [100, 100, 100, 100])],
    ['saves nothing', 'not-supported', joined([5, 5, 5, 5], [100, 100, 100, 100])],
    ['saves bytes where nothing is cleaned up', 'loud control', joined([5, 4, 6, 4], [100, 90, 100, 82])],
  ],
  A12: [
    ['leaves out the last stage, and its time', 'supported', { cells: targets([], 3000), spread: 0.1 }],
    ['leaves out steps that cost no time', 'depends', { cells: targets([], 4900), spread: 0.1 }],
    ['executes what is behind', 'not-supported', { cells: targets(['checked RUN b'], 5000), spread: 0.1 }],
    [
      'the name of the last stage makes it faster, too',
      'loud control',
      { cells: targets([], 3000, 3000), spread: 0.1 },
    ],
  ],
  A13: [
    ['both are faster', 'supported', worked(4500, 4800)],
    ['only waiting is faster', 'depends', worked(4500, 7900)],
    ['neither is', 'not-supported', worked(7900, 7900)],
    ['one stage differs from a sequence', 'loud control', worked(4500, 4800, 5000)],
  ],
  A15: [
    ['five are as three', 'supported', staged(100, ['COPY . .', 'RUN npm run build'], 1000)],
    ['five are smaller', 'depends', staged(90, ['COPY . .', 'RUN npm run build'], 1000)],
    ['five re-run less', 'depends', staged(100, ['COPY . .'], 1000)],
    ['five are faster', 'depends', staged(100, ['COPY . .', 'RUN npm run build'], 800)],
    [
      'three are not smaller than one',
      'not-supported',
      staged(150, ['COPY . .', 'RUN npm run build'], 1000, 150),
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (id, of) => {
  test.each(of)('%s: %s', (_, verdict, made) => {
    expect(ruled(id, made)).toBe(verdict);
  });
});
