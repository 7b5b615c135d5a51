import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import type { BuildFacts, ProvenStep, Sample } from '../../domain/run/sample.ts';
import { AppendFile } from '../run-folder/append-file.ts';
import { buildColumns, stepColumns } from './columns.ts';
import { manifest } from '../manifest.fixture.ts';
import { readCsv } from './read-csv.ts';
import { buildRowSchema, stepRowSchema } from '../rows.ts';
import { RunFolder } from '../run-folder/run-folder.ts';
import { buildRow, stepRows } from './to-rows.ts';

const visit: Visit = {
  ...{ sequence: 3, round: 2, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'edit-source' },
};
const step = (name: string, changes: Partial<ProvenStep> = {}): ProvenStep => ({
  ...{ id: name, inputs: [], name, stage: 'build', instruction: name, kind: 'step', cacheable: true },
  ...{ cached: false, startedMs: 100, durationMs: 50, onCriticalPath: false, ...changes },
});
/** What the builder does itself is never cached: that it was not says nothing. */
const own = (name: string, kind: ProvenStep['kind'], changes: Partial<ProvenStep> = {}): ProvenStep =>
  step(name, { kind, cacheable: false, stage: kind === 'export' ? '' : 'internal', ...changes });

const steps: readonly ProvenStep[] = [
  own('load build context', 'context', { startedMs: 0, durationMs: 1.23456789, onCriticalPath: true }),
  step('RUN install', { cached: true, expected: 'cached', startedMs: 2, durationMs: 0 }),
  step('COPY . .', {
    ...{ expected: 'executed', startedMs: 2.0004, onCriticalPath: true },
    // Told in any order, once or more; what the builder never ran has no row.
    inputs: ['RUN install', 'load build context', 'never run', 'RUN install'],
  }),
  step('RUN cat <<EOF > "a,b"\n=1\nEOF', { stage: '', cached: true, expected: 'executed' }),
  own('exporting to image', 'export', {
    ...{ startedMs: 60, durationMs: 7, inputs: ['COPY . .', 'RUN cat <<EOF > "a,b"\n=1\nEOF'] },
  }),
];
const facts: BuildFacts = {
  ...{ wallMs: 200, contextMs: 1.2, solveMs: 50, exportMs: 7, stepsTotal: 3, stepsCached: 2 },
  ...{
    stepsExpectedCached: 1,
    criticalPathMs: 51.23456789,
    parallelism: 1.66666,
    steps,
    imageId: 'sha256:1',
  },
};
const built = (changes: Partial<Visit> = {}, of: BuildFacts = facts): Sample => ({
  ...{ visit: { ...visit, ...changes }, state: 'built', startedAt: '2026-01-01T00:00:00.000Z' },
  ...{ coldMethod: undefined, facts: of },
});
const trouble = { code: 'BUILD_FAILED', reason: 'no' } as const;
const without = (state: 'failed' | 'aborted'): Sample => ({
  ...{ visit, state, trouble, startedAt: '2026-01-01T00:00:00.000Z', coldMethod: undefined },
});

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-steps-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});
const text = (name: string): string => readFileSync(path.join(results, 'r1', name), 'utf8');
const recorded = () => readCsv('steps.csv', text('steps.csv'), stepRowSchema);

/** Records samples in a run that ends well. */
async function record(...samples: Sample[]): Promise<void> {
  const folder = await RunFolder.create(results, { ...manifest, runId: 'r1' });
  for (const sample of samples) await folder.addVisit([{ sample, rawLog: '' }], false);
  await folder.finish([], {});
}

describe('steps.csv', () => {
  test('has one row per step, in their order, numbered from 1; `cached` is empty where nothing could be', async () => {
    await record(built());
    expect(text('steps.csv')).toMatchInlineSnapshot(`
      "run_id,sequence,step,stage,instruction,cached,started_ms,duration_ms,on_critical_path,waits_for,expected
      r1,3,1,internal,load build context,,0,1.235,true,,
      r1,3,2,build,RUN install,true,2,0,false,,cached
      r1,3,3,build,COPY . .,false,2,50,true,1 2,executed
      r1,3,4,,"RUN cat <<EOF > ""a,b""
      =1
      EOF",true,100,50,false,,executed
      r1,3,5,,exporting to image,,60,7,false,3 4,
      "
    `);
  });

  test('comes back as it was: what is empty is not false', async () => {
    await record(built());
    expect(recorded()).toMatchObject([
      { step: 1, stage: 'internal', cached: undefined, expected: undefined, on_critical_path: true },
      { step: 2, stage: 'build', cached: true, expected: 'cached', on_critical_path: false },
      { step: 3, cached: false, expected: 'executed', duration_ms: 50 },
      { step: 4, stage: undefined, instruction: 'RUN cat <<EOF > "a,b"\n=1\nEOF', cached: true },
      { step: 5, stage: undefined, cached: undefined, started_ms: 60, duration_ms: 7 },
    ]);
  });

  test('belongs to builds.csv by run and sequence', async () => {
    await record(built({ sequence: 3 }), built({ sequence: 7, scenario: 'edit-deps' }));
    expect(recorded().map(({ run_id, sequence, step: number }) => `${run_id} ${sequence} ${number}`)).toEqual(
      [3, 7].flatMap((sequence) => [1, 2, 3, 4, 5].map((number) => `r1 ${sequence} ${number}`)),
    );
  });

  test('keeps the steps of a sample that does not count: they show why', async () => {
    await record({ ...built(), state: 'invalid', trouble } as Sample);
    expect(recorded()).toHaveLength(5);
  });

  test.each<[string, Sample]>([
    ['a prime', built({ phase: 'prime' })],
    ['the control', built({ phase: 'control', app: 'control', strategy: 'control', scenario: 'cold' })],
    ['a failed build', without('failed')],
    ['an aborted build', without('aborted')],
  ])('has none of %s, and is a file with a header all the same', async (_, sample) => {
    await record(sample);
    expect(text('steps.csv')).toBe(`${stepColumns.join(',')}\n`);
    expect(text('builds.csv').trim().split('\n')).toHaveLength(2);
  });
});

test('the steps stand in their file before the build does in its own: where a build is told, so are its steps', async () => {
  const folder = await RunFolder.create(results, { ...manifest, runId: 'r1' });
  const append = vi.spyOn(AppendFile.prototype, 'append');
  await folder.addVisit([{ sample: built(), rawLog: '' }], false);
  await folder.finish([], {});
  const order = append.mock.calls.map(([rows]) => (rows.startsWith('r1,3,1,') ? 'steps' : 'build'));
  append.mockRestore();
  expect(order).toEqual(['steps', 'build']);
});

describe('what builds.csv says of the steps', () => {
  test('is counted, and rounded to what a clock can tell', () => {
    expect(buildRow('r1', built())).toMatchObject({
      ...{ steps_total: 3, steps_cached: 2, steps_expected_cached: 1 },
      ...{ critical_path_ms: 51.235, parallelism: 1.667 },
    });
  });

  test('0 expected from the cache is a number; of a prime nothing was expected', () => {
    const { stepsExpectedCached, parallelism, ...prime } = facts;
    expect([stepsExpectedCached, parallelism]).toEqual([1, 1.66666]);
    expect(buildRow('r1', built({}, { ...facts, stepsExpectedCached: 0 })).steps_expected_cached).toBe(0);
    expect(buildRow('r1', built({ phase: 'prime' }, prime))).toMatchObject({
      ...{ steps_expected_cached: undefined, parallelism: undefined, critical_path_ms: 51.235 },
    });
  });
});

test.each([
  ['builds.csv', buildColumns, buildRowSchema],
  ['steps.csv', stepColumns, stepRowSchema],
])('every column of %s is written, each once', (_, columns, schema) => {
  expect(columns.toSorted()).toEqual(Object.keys(schema.shape).toSorted());
});

test('nothing that a step row holds is dropped on its way into the file', () => {
  const keys = new Set(stepRows('r1', built()).flatMap((row) => Object.keys(row)));
  expect([...keys].toSorted()).toEqual(stepColumns.toSorted());
});
