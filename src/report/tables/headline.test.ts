import { expect, test } from 'vitest';
import { imageRow as image, summaryRow as cell } from '../../record/rows.fixture.ts';
import type { Sources } from '../table.ts';
import { table } from './headline.ts';

type Run = Sources['run'];

/** slim against single-stage, which is ten times as large; `kind` is the verdict of the builds after an edit. */
function run(kind: string, images = [large, image({ size_bytes: 8_000_000 })], samples = 7): Run {
  const time = { scenario: 'edit-source', samples };
  const single = { app: 'go', strategy: 'single-stage', scenario: 'edit-source' };
  const comparison = { cell: { ...single, strategy: 'slim' }, baseline: single, time: { verdict: { kind } } };
  return {
    rows: { images },
    analysis: {
      comparisons: [comparison],
      summary: [
        cell({ ...time, strategy: 'single-stage', wall_ms_median: 1910 }),
        cell({ ...time, wall_ms_median: 1970 }),
      ],
    },
  } as unknown as Run;
}
const large = image({ strategy: 'single-stage', size_bytes: 80_000_000 });
const said = (of: Run): string | undefined => table.show(of)[0]?.footnotes?.join('\n');

const sizes =
  'go: the smallest image is slim with 8.00 MB. single-stage takes 80.0 MB, 10.0 times as much. ' +
  'After an edit of the sources, slim builds in 1.97 s and single-stage in 1.91 s';

test.each([
  ['same', `${sizes} (~).`],
  ['needs', `${sizes}.`],
  ['none', `${sizes}.`],
])('a verdict %s', (kind, text) => {
  expect(said(run(kind))).toBe(text);
});

test('of few builds it says what they took and that they are too few, and no order', () => {
  expect(said(run('needs', undefined, 3))).toContain(
    ' After an edit of the sources, slim builds in 1.4–1.7 s and single-stage in 1.4–1.7 s (of 3 builds each, too few to tell them apart).',
  );
});

test('an image on a substitute base is not the smallest, nor is one that does not work', () => {
  const small = image({ strategy: 'alpine', size_bytes: 1000, base_source: 'substitute' });
  const broken = image({ strategy: 'scratch', size_bytes: 1000, healthy: false });
  expect(said(run('same', [large, image({ size_bytes: 8_000_000 }), small, broken]))).toBe(
    `${sizes} (~).\n1 image on a substitute base is left out: it has other bytes and times than upstream's`,
  );
  expect(said(run('same', [small]))).toBe(
    [
      'go: there is nothing to choose from, as every image stands on a substitute base',
      "1 image on a substitute base is left out: it has other bytes and times than upstream's",
    ].join('\n'),
  );
});

test('an image with the same bytes as the baseline is not called smaller', () => {
  expect(said(run('same', [large, image({ size_bytes: 80_000_000 })]))).toBe(
    'go: no image is smaller than that of single-stage, which has 80.0 MB.',
  );
});

test('an image that is hardly smaller says by how many bytes', () => {
  expect(said(run('same', [large, image({ size_bytes: 79_998_460 })]))).toContain(
    'single-stage takes 80.0 MB, 1.54 kB more.',
  );
});

test('where the baseline itself does not work, that is said', () => {
  const broken = image({ strategy: 'single-stage', healthy: false });
  expect(said(run('same', [broken, image()]))).toBe(
    'go: single-stage, which the others are held against, has no image that works and stands on no substitute.',
  );
});

test('nothing is said where there is a single image, or nothing is compared', () => {
  expect(table.show(run('same', [large]))).toEqual([]);
  const { rows, analysis } = run('same');
  expect(table.show({ rows, analysis: { ...analysis, comparisons: [] } })).toEqual([]);
});
