import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EngineKind } from '../../domain/engine-info.ts';
import type { ImageRecord } from '../../domain/image/image.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { buildColumns } from '../csv/columns.ts';
import { imageFacts, startFacts } from '../image-facts.fixture.ts';
import { manifest } from '../manifest.fixture.ts';
import { readRun } from '../read/read-run.ts';
import { RunFolder } from './run-folder.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-results-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const visit: Visit = {
  sequence: 3,
  round: 2,
  phase: 'measure',
  app: 'go',
  strategy: 'slim',
  scenario: 'cold',
};
const common = { visit, startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned' } as const;
const facts = {
  wallMs: 1234.56789,
  contextMs: 30,
  solveMs: 1000,
  exportMs: 100,
  stepsTotal: 4,
  stepsCached: 0,
  criticalPathMs: 1000,
  steps: [],
  imageId: 'sha256:1',
};
const built: Sample = { ...common, state: 'built', facts };
const failed: Sample = {
  ...common,
  state: 'failed',
  trouble: { code: 'BUILD_FAILED', reason: 'step 2 failed.\nlog, "quoted"' },
};

const create = (runId = 'r1') => RunFolder.create(results, { ...manifest, runId });
const text = (...parts: string[]): string => readFileSync(path.join(results, ...parts), 'utf8');

describe('while a run goes on', () => {
  test('every row is in its file as soon as it is added, so that a run that dies can be read', async () => {
    await using folder = await create();
    await folder.addVisit([{ sample: built, rawLog: '' }], false);
    await folder.addVisit(
      [{ sample: { ...failed, visit: { ...visit, sequence: 4, round: 3 } }, rawLog: 'the log' }],
      false,
    );
    const read = await readRun(folder.path);
    expect(read.builds).toMatchObject([
      { state: 'built', wall_ms: 1234.568, steps_cached: 0, cold_method: 'pruned' },
      {
        state: 'failed',
        wall_ms: undefined,
        error_code: 'BUILD_FAILED',
        reason: 'step 2 failed.\nlog, "quoted"',
      },
    ]);
    expect(read.manifest).not.toHaveProperty('outcome');
    await folder.finish([], {});
  });

  test('a failed build has no numbers at all: failed is not zero', async () => {
    const folder = await create();
    await folder.addVisit([{ sample: failed, rawLog: '' }], false);
    await folder.finish([], {});
    const [row = {}] = parse<Record<string, string>>(text('r1', 'builds.csv'), { columns: true });
    expect(Object.keys(row)).toEqual([...buildColumns]);
    expect(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))).toEqual({
      ...{ run_id: 'r1', sequence: '3', round: '2', phase: 'measure', repeat: '1' },
      ...{ app: 'go', strategy: 'slim', scenario: 'cold', state: 'failed' },
      ...{ started_at: '2026-01-01T00:00:00.000Z', cold_method: 'pruned' },
      ...{ error_code: 'BUILD_FAILED', reason: 'step 2 failed.\nlog, "quoted"' },
    });
  });

  test('logs are kept of what did not work, and of everything on demand', async () => {
    const folder = await create();
    await folder.addVisit([{ sample: built, rawLog: 'fine' }], false);
    expect(existsSync(path.join(results, 'r1', 'logs'))).toBe(false);
    await folder.addVisit([{ sample: failed, rawLog: 'broken' }], false);
    await folder.addVisit(
      [{ sample: { ...built, visit: { ...visit, sequence: 12, scenario: 'warm' } }, rawLog: 'fine' }],
      true,
    );
    await folder.finish([], {});
    expect(readdirSync(path.join(results, 'r1', 'logs')).toSorted()).toEqual([
      '0003-go-slim-cold.log',
      '0012-go-slim-warm.log',
    ]);
    expect(text('r1', 'logs', '0003-go-slim-cold.log')).toBe('broken');
  });

  test.each<[ImageRecord['state'], ImageRecord, object]>([
    [
      'failed',
      { variant: visit, state: 'failed', origin: origin(), trouble: failed.trouble },
      { healthy: false, size_bytes: undefined, base_source: 'local' },
    ],
    [
      'unread',
      { variant: visit, state: 'unread', origin: origin(), start: startFacts },
      {
        healthy: true,
        size_bytes: undefined,
        start_ms: 41.988,
        stop: 'killed',
        base_ref: 'debian:trixie-slim',
      },
    ],
    [
      'unhealthy',
      {
        variant: { app: 'go', strategy: 'slim' },
        state: 'unhealthy',
        facts: imageFacts(),
        trouble: failed.trouble,
      },
      { healthy: false, size_bytes: 83, start_ms: undefined, stop_ms: undefined, stop: undefined },
    ],
    [
      'built',
      { variant: { app: 'go', strategy: 'slim' }, state: 'built', facts: imageFacts(), start: startFacts },
      {
        ...{ healthy: true, size_bytes: 83, user: undefined, start_ms: 41.988 },
        ...{ idle_memory_bytes: 3_063_808, stop_ms: 10_040.123, stop: 'killed' },
        ...{ rootfs_bytes: 70, waste_bytes: 2, largest_layer_bytes: 80, os_packages: 88, ca_bundle: false },
      },
    ],
  ])('an image that is %s has the facts of that state and no others', async (_, image, row) => {
    const folder = await create();
    await folder.addImage(image);
    expect((await readRun(folder.path)).images).toMatchObject([row]);
    await folder.finish([], {});
  });
});

describe('at its end', () => {
  test.each([
    ['complete', true],
    ['incomplete', true],
    ['interrupted', false],
    ['engine-lost', false],
  ] as const)('outcome %s: latest points to it: %s', async (outcome, moved) => {
    const earlier = await create('r0');
    await earlier.finish([], { outcome: 'complete' });
    const folder = await create();
    await folder.finish([], { outcome });
    expect(readlinkSync(path.join(results, 'latest'))).toBe(moved ? 'r1' : 'r0');
    expect((await readRun(folder.path)).manifest.outcome).toBe(outcome);
  });

  const ended = async (runId: string, kind: EngineKind) => {
    const engine = { ...manifest.engine, kind };
    const folder = await RunFolder.create(results, { ...manifest, runId, engine });
    return folder.finish([], { outcome: 'complete' });
  };

  test.each([
    ['nothing', undefined, true],
    ['a run that was made up too', 'fake', true],
    ['a run that was measured', 'private', false],
  ] as const)('a run of the fake engine after %s: latest points to it: %s', async (_, before, moved) => {
    if (before !== undefined) await ended('r0', before);
    expect(await ended('r1', 'fake')).toBe(moved);
    expect(readlinkSync(path.join(results, 'latest'))).toBe(moved ? 'r1' : 'r0');
  });

  test('a run of the fake engine takes the place of one that was removed, not of one that is damaged', async () => {
    await ended('r0', 'private');
    writeFileSync(path.join(results, 'r0', 'run.json'), '{');
    expect(await ended('r1', 'fake')).toBe(false);
    rmSync(path.join(results, 'r0'), { recursive: true });
    expect(await ended('r2', 'fake')).toBe(true);
  });

  test('what was measured takes the place of what was made up', async () => {
    await ended('r0', 'fake');
    expect(await ended('r1', 'docker')).toBe(true);
    expect(readlinkSync(path.join(results, 'latest'))).toBe('r1');
  });

  test('the summary has a header even if no cell was planned', async () => {
    const folder = await create();
    await folder.finish([], {});
    expect(text('r1', 'summary.csv')).toMatch(/^run_id,app,strategy,scenario,state,samples,.*\n$/);
  });
});

test('a run never writes into the folder of another', async () => {
  const first = await create();
  await first.addVisit([{ sample: built, rawLog: '' }], false);
  const before = text('r1', 'run.json');
  const second = RunFolder.create(results, { ...manifest, startedAt: 'later' });
  await expect(second).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: `${first.path} exists already.`,
  });
  expect(text('r1', 'run.json')).toBe(before);
  expect((await readRun(first.path)).builds).toHaveLength(1);
  await first.finish([], {});
});

describe('a run that cannot be read says why', () => {
  test('there is none', async () => {
    await expect(readRun(path.join(results, 'nope'))).rejects.toMatchObject({
      code: 'NO_RUN',
      message: expect.stringContaining('ENOENT'),
    });
  });

  test.each([
    ['torn JSON', '{"schema":', /run\.json/],
    ['a schema of a later version', '{"schema":99}', /run\.json has schema 99; .* reads up to 9/],
    ['a schema that never was', '{"schema":0}', /run\.json, field "schema": /],
    ['nothing but a schema', '{"schema":1}', /run\.json, field "runId" is missing\.$/],
    ['no object', 'null', /run\.json: .*expected object, received null/],
    [
      'a plan without cells',
      JSON.stringify({ ...manifest, plan: { seed: 1, rounds: 1, variants: [] } }),
      /run\.json, field "plan\.cells" is missing\.$/,
    ],
    [
      'an engine that does not exist',
      JSON.stringify({ ...manifest, engine: { ...manifest.engine, kind: 'podman' } }),
      /run\.json, field "engine\.kind": .*"docker"\|"private"\|"fake"/,
    ],
  ])('%s', async (_, json, message) => {
    const folder = await create();
    await folder.finish([], {});
    writeFileSync(path.join(folder.path, 'run.json'), json);
    await expect(readRun(folder.path)).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });
});

describe('rows that are not of the plan are refused, naming file, line and column', () => {
  test.each<[string, Partial<Visit>, string]>([
    ['an app', { app: 'rust' }, 'column "app": "rust" is not in the plan.'],
    ['a strategy', { strategy: 'scratch' }, 'column "strategy": "scratch" is not in the plan.'],
    ['a scenario', { scenario: 'edit-deps' }, 'column "scenario": "edit-deps" is not in the plan.'],
  ])('builds of %s', async (_, changes, problem) => {
    const folder = await create();
    await folder.addVisit([{ sample: built, rawLog: '' }], false);
    await folder.addVisit([{ sample: { ...built, visit: { ...visit, ...changes } }, rawLog: '' }], false);
    await folder.finish([], {});
    await expect(readRun(folder.path)).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: `${path.join(folder.path, 'builds.csv')}, line 3: ${problem}`,
    });
  });

  test.each([
    ['one more of the same', 'slim', 'go/slim has a row already.'],
    ['one of another strategy', 'scratch', '"scratch" is not in the plan.'],
  ])('an image: %s', async (_, strategy, problem) => {
    const folder = await create();
    const image = { state: 'built', facts: imageFacts(), start: startFacts } as const;
    for (const one of ['slim', strategy])
      await folder.addImage({ ...image, variant: { app: 'go', strategy: one } });
    await folder.finish([], {});
    await expect(readRun(folder.path)).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: `${path.join(folder.path, 'images.csv')}, line 3: column "strategy": ${problem}`,
    });
  });
});

function origin() {
  return { baseRef: 'debian:trixie-slim', baseDigest: '', baseSource: 'local' as const };
}
