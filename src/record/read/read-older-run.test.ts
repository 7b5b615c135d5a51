import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { control, type Visit } from '../../domain/run/plan.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { manifest } from '../manifest.fixture.ts';
import { readRun } from './read-run.ts';
import { columnsAfter } from '../rows.ts';
import { RunFolder } from '../run-folder/run-folder.ts';

const lackingIn = (schema: 1 | 2 | 4 | 5) => columnsAfter(schema, 'builds');
/** What schema 2 has added. */
const added = lackingIn(1).filter((column) => !lackingIn(2).includes(column));
const visit: Visit = {
  ...{ sequence: 1, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
};
const sample = (changes: Partial<Visit> = {}): Sample => ({
  ...{ visit: { ...visit, ...changes }, state: 'built', startedAt: '2026-01-01T00:00:00.000Z' },
  coldMethod: 'pruned',
  facts: {
    ...{ wallMs: 12.5, contextMs: 1, solveMs: 10, exportMs: 1, stepsTotal: 4, stepsCached: 0 },
    ...{ stepsExpectedCached: 0, criticalPathMs: 10, parallelism: 1, steps: [], imageId: 'sha256:1' },
  },
});

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-older-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

/** A run of a schema, with the columns that are named taken out of builds.csv. */
async function run(
  schema: 1 | 2 | 4 | 5 | 6,
  lacking: readonly string[],
  ...samples: Sample[]
): Promise<string> {
  const folder = await RunFolder.create(results, { ...manifest, schema });
  for (const one of samples) await folder.addVisit([{ sample: one, rawLog: '' }], false);
  await folder.finish([], {});
  const file = path.join(folder.path, 'builds.csv');
  const [head = [], ...rows] = parse(readFileSync(file, 'utf8'));
  const kept = (fields: readonly string[]) =>
    fields.filter((_, index) => !lacking.includes(head[index] ?? ''));
  writeFileSync(file, stringify([head, ...rows].map(kept)));
  return folder.path;
}

test('the columns that schema 2 has added are known by name', () => {
  expect(added).toEqual(expect.arrayContaining(['steps_expected_cached', 'critical_path_ms', 'parallelism']));
});

test('a run of schema 1 has none of them, and is read: they were not measured', async () => {
  const { builds, manifest: read } = await readRun(await run(1, lackingIn(1), sample()));
  expect(read.schema).toBe(1);
  expect(builds).toMatchObject([{ wall_ms: 12.5, steps_cached: 0 }]);
  const row: Record<string, unknown> = { ...builds[0] };
  expect(added.filter((column) => row[column] !== undefined)).toEqual([]);
});

describe('is refused', () => {
  test.each(added)('a run of schema 2 without %s', async (column) => {
    const folder = await run(2, [column], sample());
    await expect(readRun(folder)).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: `${path.join(folder, 'builds.csv')}, line 1: column "${column}" is missing.`,
    });
  });

  test.each(['wall_ms', 'steps_cached', 'cold_method'])('a run of schema 1 without %s', async (column) => {
    const folder = await run(1, [...lackingIn(1), column], sample());
    await expect(readRun(folder)).rejects.toMatchObject({
      message: expect.stringContaining(`column "${column}" is missing`),
    });
  });
});

test('a run of before schema 5 is read: nobody looked what else the machine did', async () => {
  const { builds } = await readRun(await run(4, lackingIn(4), sample()));
  expect(builds[0]?.foreign_cpu).toBeUndefined();
});

test('a run of schema 5 has a column for that', async () => {
  await expect(readRun(await run(5, ['foreign_cpu'], sample()))).rejects.toMatchObject({
    message: expect.stringContaining('column "foreign_cpu" is missing'),
  });
});

test('a run of before schema 5 does not say which build of a visit a row is: each visit made one', async () => {
  const { builds } = await readRun(await run(4, lackingIn(4), sample(), sample({ sequence: 2, round: 2 })));
  expect(builds.map(({ round, repeat }) => [round, repeat])).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
});

test('a run of schema 5 without it is refused', async () => {
  await expect(readRun(await run(5, ['repeat'], sample()))).rejects.toMatchObject({
    message: expect.stringContaining('column "repeat" is missing'),
  });
});

test('a run of before schema 6 is read: nobody looked how many bytes of the context were sent', async () => {
  const { builds } = await readRun(await run(5, lackingIn(5), sample()));
  expect(builds[0]).toMatchObject({ wall_ms: 12.5 });
  expect(builds[0]?.context_bytes).toBeUndefined();
});

test('a run of schema 6 without a column for that is refused', async () => {
  await expect(readRun(await run(6, ['context_bytes'], sample()))).rejects.toMatchObject({
    message: expect.stringContaining('column "context_bytes" is missing'),
  });
});

test('a run of schema 2 is read with all it has', async () => {
  const { builds } = await readRun(await run(2, [], sample()));
  expect(builds).toMatchObject([{ steps_expected_cached: 0, critical_path_ms: 10, parallelism: 1 }]);
});

describe('the control stands among the builds without being of the plan', () => {
  const visits = { ...control, phase: 'control', sequence: 2 } as const;

  test('and is read', async () => {
    const { builds } = await readRun(await run(2, [], sample(), sample(visits)));
    expect(builds.map(({ phase, app }) => `${phase} ${app}`)).toEqual(['measure go', 'control control']);
  });

  test('but not in another scenario than its own', async () => {
    const folder = await run(2, [], sample({ ...visits, scenario: 'warm' }));
    await expect(readRun(folder)).rejects.toMatchObject({
      message: expect.stringContaining('column "scenario": "warm" is not in the plan'),
    });
  });
});
