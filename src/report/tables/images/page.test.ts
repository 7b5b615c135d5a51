import { expect, test } from 'vitest';
import { manifest } from '../../../record/manifest.fixture.ts';
import { imageRow } from '../../../record/rows.fixture.ts';
import type { Rows } from '../../../stats/analyse-run.ts';
import { format } from '../../formats/md.ts';
import type { Sources, Table } from '../../table.ts';
import { table as sizes } from './sizes.ts';
import { table as reproducible } from './reproducible.ts';
import { table as start } from './start.ts';
import { table as surface } from './surface.ts';
import { table as transfer } from './transfer.ts';

const nothing: Sources['run']['analysis'] = {
  ...{ summary: [], comparisons: [], baselines: { of: new Map() } },
  findings: {} as Sources['run']['analysis']['findings'],
};
const shown = (table: Table<'run'>, run: Pick<Rows, 'manifest' | 'images'>) =>
  table.show({ rows: { builds: [], ...run }, analysis: nothing });
const printed = (...about: Parameters<typeof shown>): string => format.print({ tables: shown(...about) });

/** As they were read: not in the order of the plan. */
const images = ['alpine', 'slim'].map((strategy) => imageRow({ strategy, rootfs_bytes: 80_000_000 }));

test('the images of a run in the order of its plan, with where it was measured', () => {
  expect(printed(sizes, { manifest: { ...manifest, schema: 3 }, images })).toMatchInlineSnapshot(`
    "Measured 2026-01-01 on the docker engine 28.0.0 (overlay2, buildx 0.20.0), a CPU, 2 cores, 8.00 GB memory, kernel 6.12.0; run r1; 2 images: 2 on registry bases; 3 rounds, 0 samples, seed 1.

    | app | strategy |   image |    seen | waste | base |     own | layers | largest layer |
    | :-- | :------- | ------: | ------: | ----: | ---: | ------: | -----: | ------------: |
    | go  | slim     | 83.0 MB | 80.0 MB |     – |    – | 6.50 MB |      5 |             – |
    | go  | alpine   | 83.0 MB | 80.0 MB |     – |    – | 6.50 MB |      5 |             – |"
  `);
});

test('what stands on a substitute is marked, and the mark explained', () => {
  const substitutes = images.map((image) => ({ ...image, base_source: 'substitute' as const }));
  const text = printed(sizes, { manifest: { ...manifest, schema: 3 }, images: substitutes });
  expect(text).toContain('| slim †');
  expect(text).toMatch(/\n\n- † on a substitute base: .*[^.]$/);
});

test.each([1, 2] as const)('a run of schema %i has the columns that were known then', (schema) => {
  const run = { manifest: { ...manifest, schema }, images };
  expect(shown(sizes, run)[0]?.cells?.head).toEqual(['app', 'strategy', 'image', 'base', 'own', 'layers']);
  expect(shown(start, run)[0]?.cells?.head).toEqual(['app', 'strategy', 'start']);
  expect(shown(surface, run)).toEqual([]);
});

test.each([
  [{ bandwidth: 100e6 }, /\|\n\n- pulls went over a line of 100 Mbit\/s$/],
  [{}, /\|$/],
])('what was moved says over which line it was pulled: %o', (options, end) => {
  const moved = images.map((image) => ({ ...image, transfer: 'measured' as const, transfer_bytes: 125_000 }));
  const run = { manifest: { ...manifest, schema: 3 as const, options }, images: moved };
  expect(printed(transfer, run)).toMatch(end);
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
  const text = printed(reproducible, { manifest: { ...manifest, schema: 3 }, images: differing });
  expect(text).toContain('| `/a/__init__.pyc` (content) |');
});

test('what could not be built again says why below its table', () => {
  const failed = images.map((image) => ({
    ...image,
    ...({ reproducible: 'failed', reproducible_reason: 'Step 3 came from the cache.' } as const),
  }));
  const run = { manifest: { ...manifest, schema: 3 as const }, images: failed };
  const text = printed(reproducible, run);
  const all = images.length;
  expect(text).toMatch(
    new RegExp(`\\|\\n\\n\`not built again, ${all} of ${all} images: Step 3 came from the cache\\.\`$`),
  );
});
