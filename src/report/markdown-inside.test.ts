import { expect, test } from 'vitest';
import { manifest } from '../record/manifest.fixture.ts';
import { imageRow } from '../record/rows.fixture.ts';
import { transferTable } from './extras-tables.ts';
import { notBuiltAgain, reproducibleTable } from './extras-tables.ts';
import { bytesTable } from './inside-tables.ts';
import { limitedPulls } from './line-text.ts';
import { markdownInside } from './markdown-inside.ts';

/** As they were read: not in the order of the plan. */
const images = ['alpine', 'slim'].map((strategy) => imageRow({ strategy, rootfs_bytes: 80_000_000 }));

test('the images of a run in the order of its plan, with where it was measured', () => {
  expect(markdownInside({ manifest: { ...manifest, schema: 3 }, images }, bytesTable)).toMatchInlineSnapshot(`
    "Measured 2026-01-01 on the docker engine 28.0.0 (overlay2, buildx 0.20.0), 2 cores, 8.00 GB memory, kernel 6.12.0; 3 rounds, seed 1.

    | app | strategy |   image |    seen | waste | base |     own | layers | largest layer |
    | :-- | :------- | ------: | ------: | ----: | ---: | ------: | -----: | ------------: |
    | go  | slim     | 83.0 MB | 80.0 MB |     – |    – | 6.50 MB |      5 |             – |
    | go  | alpine   | 83.0 MB | 80.0 MB |     – |    – | 6.50 MB |      5 |             – |"
  `);
});

test('what stands on a substitute is marked, and the mark explained', () => {
  const substitutes = images.map((image) => ({ ...image, base_source: 'substitute' as const }));
  const text = markdownInside({ manifest: { ...manifest, schema: 3 }, images: substitutes }, bytesTable);
  expect(text).toContain('| slim †');
  expect(text).toMatch(/\n\n† on a substitute base: .*\.$/);
});

test.each([1, 2] as const)(
  'a run of schema %i did not look into images: that is said, and nothing else',
  (schema) => {
    expect(markdownInside({ manifest: { ...manifest, schema }, images }, bytesTable)).toBe(
      'No run with these figures has been published yet.',
    );
  },
);

test.each([
  [{ bandwidth: 100e6 }, /\|\n\nPulls went over a line of 100 Mbit\/s\.$/],
  [{}, /\|$/],
])('what was moved says over which line it was pulled: %o', (options, end) => {
  const moved = images.map((image) => ({ ...image, transfer: 'measured' as const, transfer_bytes: 125_000 }));
  const run = { manifest: { ...manifest, schema: 3 as const, options }, images: moved };
  expect(markdownInside(run, transferTable, limitedPulls)).toMatch(end);
});

test('a path is code: its underlines are no bold text', () => {
  const differing = images.map((image) => ({
    ...image,
    ...({
      reproducible: 'different',
      differing_files: 1,
      differing_paths: '/a/__init__.pyc (content)',
    } as const),
  }));
  const text = markdownInside({ manifest: { ...manifest, schema: 3 }, images: differing }, reproducibleTable);
  expect(text).toContain('| `/a/__init__.pyc` (content) |');
});

test('what could not be built again says why below its table', () => {
  const failed = images.map((image) => ({
    ...image,
    ...({ reproducible: 'failed', reproducible_reason: 'Step 3 came from the cache.' } as const),
  }));
  const run = { manifest: { ...manifest, schema: 3 as const }, images: failed };
  const text = markdownInside(run, reproducibleTable, (_, all) => notBuiltAgain(all).join('; '));
  const all = images.length;
  expect(text).toMatch(
    new RegExp(`\\|\\n\\nnot built again, ${all} of ${all} images: Step 3 came from the cache\\.$`),
  );
});
