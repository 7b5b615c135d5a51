import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../domain/run/comparison.ts';
import { imageRow as image } from '../../record/rows.fixture.ts';
import type { Baselines } from '../../stats/compare/choose-baselines.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { comparison } from '../../stats/compare/comparison.fixture.ts';
import { asTerminal } from '../terminal/as-terminal.ts';
import { baselineSection } from './ratios.ts';

const of = new Map([['slim', 'single-stage']]);
const section = (comparisons: CellComparison[], baselines: Baselines = { of }) =>
  baselineSection(
    { images: [image({ strategy: 'alpine', base_source: 'substitute' })] },
    { baselines, comparisons },
  );
const drawn = (comparisons: CellComparison[]): string => {
  const table = section(comparisons)?.table;
  return table === undefined ? '' : asTerminal(table);
};
const few: Verdict = { kind: 'needs', samples: 7 };
const none: Verdict = { kind: 'none' };

describe('the verdicts of a run', () => {
  const both = [
    comparison(),
    comparison({ scenario: 'warm' }, { verdict: { kind: 'same' } }),
    comparison({ strategy: 'alpine' }, { verdict: few }),
    comparison({ strategy: 'alpine', scenario: 'warm' }, { verdict: none }),
  ];

  test('have one line per variant, one column per scenario, and the ratio of the sizes', () => {
    expect(drawn(both)).toMatchInlineSnapshot(`
      "app  strategy                     cold                warm  image
      ─────────────────────────────────────────────────────────────────
      go   slim      1.07 (1.05–1.09) slower  1.07 (1.05–1.09) ~   0.50
      go   alpine †    1.07, needs 7 samples          no samples   0.50
      "
    `);
  });

  test('have no intervals in a terminal that is too narrow for them', () => {
    const narrow = section(both)?.table?.narrower?.();
    expect(narrow && asTerminal(narrow)).toMatchInlineSnapshot(`
      "app  strategy           cold    warm  image
      ───────────────────────────────────────────
      go   slim        1.07 slower  1.07 ~   0.50
      go   alpine †  1.07, needs 7       –   0.50
      "
    `);
    expect(narrow?.lacks).toEqual(['intervals']);
    expect(narrow?.narrower).toBeUndefined();
  });

  test('are said to be against what, and how they came about', () => {
    expect(section(both)).toMatchObject({
      title: 'against single-stage',
      notes: [
        'image and time ÷ those of single-stage, time in the same round (Hodges-Lehmann); in brackets its 95 % interval, ' +
          'by exact signed ranks (Hodges & Lehmann 1963); ~ no difference shown (rounds flipped, moderated t, corrected ' +
          'for the 4 comparisons of each scenario, minimum effect 1 %)',
        'needs N: a verdict takes N rounds with samples of a cell and of its baseline',
      ],
    });
  });

  test('name the baseline in each line, where there are several', () => {
    const again = comparison({ strategy: 'slim-again' });
    const other = comparison({ strategy: 'alpine-again' });
    expect(
      drawn([
        { ...again, baseline: { ...again.cell, strategy: 'slim' } },
        { ...other, baseline: { ...other.cell, strategy: 'alpine' } },
      ]),
    ).toMatchInlineSnapshot(`
      "app  strategy      against                     cold  image
      ──────────────────────────────────────────────────────────
      go   slim-again    slim     1.07 (1.05–1.09) slower   0.50
      go   alpine-again  alpine   1.07 (1.05–1.09) slower   0.50
      "
    `);
  });

  test('show a dash where a variant was not planned in a scenario', () => {
    expect(drawn([comparison(), comparison({ app: 'node', scenario: 'warm' })])).toMatch(/^go .* – +0\.50$/m);
  });

  test('say which baseline took the place of one that is not in the run', () => {
    const notes = section([comparison()], { of, missing: 'multi-stage' })?.notes;
    expect(notes).toContain(
      'multi-stage is not in this run: the baseline is single-stage, its first strategy',
    );
  });
});

describe('where no cell has enough samples, one sentence takes the place of the table', () => {
  test.each([
    ['3 samples in each cell are', [comparison({}, { samples: 3, baselineSamples: 3, verdict: few })]],
    ['1 sample in each cell is', [comparison({}, { samples: 1, baselineSamples: 1, verdict: few })]],
    [
      '0 to 3 samples in each cell are',
      [
        comparison({}, { samples: 2, baselineSamples: 3, verdict: { kind: 'needs', samples: 6 } }),
        comparison({ scenario: 'warm' }, { samples: 0, baselineSamples: 3, verdict: none }),
        comparison({ scenario: 'edit-source' }, { samples: 3, baselineSamples: 3, verdict: few }),
      ],
    ],
  ])('%s', (text, comparisons) => {
    expect(section(comparisons)).toEqual({
      title: 'against single-stage',
      notes: [
        `no verdicts against single-stage: ${text} too few for a verdict, which takes 7 rounds with samples of a cell and of its baseline`,
      ],
    });
  });
});

describe('a baseline that was asked for', () => {
  const asked: Baselines = { of, wanted: 'single-stage' };

  test('has its table, however few the samples: no ratio, which would suggest an order', () => {
    const found = section([comparison({}, { samples: 3, baselineSamples: 3, verdict: few })], asked);
    expect(found?.table?.rows).toEqual([['go', 'slim', 'needs 7 samples', '0.50']]);
    expect(found?.notes).toContain(
      'needs N: a verdict takes N rounds with samples of a cell and of its baseline',
    );
  });

  test.each([
    ['it is the only strategy of this run', []],
    ['no cell has samples on both sides', [comparison({}, { samples: 0, verdict: none })]],
  ])('and against which nothing is held: %s', (reason, comparisons) => {
    expect(section(comparisons, asked)).toEqual({
      title: 'against single-stage',
      notes: [`nothing is compared with single-stage: ${reason}`],
    });
  });
});

test.each([
  ['there is nothing to hold against anything', []],
  ['nothing has a sample', [comparison({}, { samples: 0, verdict: none })]],
])('nothing is said where %s', (_, comparisons) => {
  expect(section(comparisons)).toBeUndefined();
});
