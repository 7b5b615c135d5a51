import { expect, test } from 'vitest';
import type { TimeSpent } from '../../../src/domain/run/run.ts';
import { manifest } from '../../../src/record/manifest.fixture.ts';
import { buildRow } from '../../../src/record/rows.fixture.ts';
import { overheadFigure } from './run-figures.ts';

/** Two builds of 10 s in a run of 60 s, of which 5 s were starts. */
const figure = (spent: Partial<TimeSpent>) =>
  overheadFigure({
    manifest: {
      ...manifest,
      elapsedMs: 60_000,
      timeSpent: { builds: 20_000, starts: 5000, inspections: 1000, cleaning: 500, ...spent },
    },
    builds: [1, 2].map((sequence) => buildRow({ sequence, wall_ms: 10_000 })),
    images: [],
    folder: 'results/r1',
  });

test('what a run was asked to measure besides is no overhead: 60 - 20 - 5 - 33 s beside 20 s of builds', () => {
  const { value, how } = figure({ extras: 33_000 });
  expect(value).toBe('10.0 %');
  expect(how).toMatch(/2\.00 s beside them .*starts 5\.00 s and extras 33\.0 s not counted\)$/);
});

test.each([[{}], [{ extras: 0 }]])('nor is it named where nothing was asked for: %o', (spent) => {
  const { value, how } = figure(spent);
  expect(value).toBe('175.0 %');
  expect(how).toMatch(/starts 5\.00 s not counted\)$/);
});
