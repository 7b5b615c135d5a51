import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildColumns, imageColumns } from '../csv/columns.ts';
import { toCsv } from '../csv/to-csv.ts';
import { manifest } from '../manifest.fixture.ts';
import { readRun } from './read-run.ts';
import { imageRow } from '../rows.fixture.ts';
import { columnsAfter } from '../rows.ts';

/** What schema 3 has added to images.csv. */
const later = columnsAfter(3, 'images');
const added = columnsAfter(2, 'images').filter((column) => !later.includes(column));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-older-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A run with one image, whose images.csv has no columns of the given names. */
function run(schema: number, lacking: readonly string[]): string {
  const columns = imageColumns.filter((column) => !lacking.includes(column));
  const image = imageRow({ idle_memory_bytes: 3_063_808, stop_ms: 21.5, stop: 'graceful' });
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...manifest, schema }));
  writeFileSync(path.join(folder, 'builds.csv'), toCsv(buildColumns, []));
  writeFileSync(path.join(folder, 'images.csv'), toCsv(columns, [image]));
  return folder;
}

test('how an app stops, and what it uses, is known since schema 3', () => {
  expect(added).toEqual(expect.arrayContaining(['idle_memory_bytes', 'stop_ms', 'stop']));
});

test('a run of schema 3 is read with all it has', async () => {
  const { images } = await readRun(run(3, []));
  expect(images).toMatchObject([
    { start_ms: 12.34, idle_memory_bytes: 3_063_808, stop_ms: 21.5, stop: 'graceful' },
  ]);
});

test.each([1, 2])(
  'a run of schema %i has none of them, and is read: they were not measured',
  async (schema) => {
    const { images } = await readRun(run(schema, added));
    expect(images).toMatchObject([{ start_ms: 12.34 }]);
    const row: Record<string, unknown> = { ...images[0] };
    expect(added.filter((column) => row[column] !== undefined)).toEqual([]);
  },
);

const published = path.join(import.meta.dirname, '../../../results/published');

test.each(readdirSync(published).filter((name) => existsSync(path.join(published, name, 'run.json'))))(
  'the published run of %s is read, whichever schema it is of',
  async (name) => {
    const { builds, images } = await readRun(path.join(published, name));
    expect(Math.min(builds.length, images.length)).toBeGreaterThan(0);
    expect(images.filter(({ start_ms: ms }) => ms === undefined)).toEqual([]);
  },
);

describe('is refused', () => {
  test.each(added)('a run of schema 3 without %s', async (column) => {
    await expect(readRun(run(3, [column]))).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: `${path.join(folder, 'images.csv')}, line 1: column "${column}" is missing.`,
    });
  });
});
