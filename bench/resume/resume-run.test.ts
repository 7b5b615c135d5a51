import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { control } from '../../src/domain/run/plan.ts';
import { manifest as fixture } from '../../src/record/manifest.fixture.ts';
import { newestSchema, type RunManifest } from '../../src/record/manifest.ts';
import { rootFolder, systemClock, type CommandContext } from '../context.ts';
import { readVariants } from '../definitions.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { noProject } from '../arguments/resolve/project-job.ts';
import { runRequest } from '../arguments/resolve/run-request.ts';
import type { RunValues } from '../commands/run/options.ts';
import { planOf, selection } from '../../src/plan/selection.ts';
import { definitions } from '../registry.ts';
import { definitionsOf, ownVersion } from '../measuring/start-manifest.ts';
import { findResumable } from '../../src/record/find/find-resumable.ts';
import { resumeRun } from './resume-run.ts';

const runId = '20260101T000000000Z-0001';

/** A copy of the definitions of go/slim, which a test may change. */
let root: string;
let results: string;
let context: CommandContext;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-checkout-'));
  results = path.join(root, 'results');
  for (const part of ['strategies/slim', 'sample-apps/go', 'bench/control', 'package.json'])
    cpSync(path.join(rootFolder, part), path.join(root, part), { recursive: true });
  const { stdout, stderr } = process;
  context = {
    ...{ root, definitions, stdout, stderr, clock: systemClock, environment: {} },
    signal: new AbortController().signal,
  };
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const typed: Omit<RunValues, 'results'> = {
  ...noProject,
  ...{ suite: 'default', apps: undefined, strategies: undefined, scenarios: undefined, rounds: undefined },
  ...{
    budget: undefined,
    until: undefined,
    baseline: undefined,
    seed: undefined,
    resume: '',
    undecided: false,
    json: false,
    engine: 'auto',
  },
  ...{ provision: false, quiet: false, bases: 'auto', 'ca-bundle': undefined, 'dry-run': false },
  ...{
    'keep-images': false,
    'keep-logs': false,
    builder: undefined,
    'builder-is-mine': false,
    transfer: false,
    repair: false,
    bandwidth: undefined,
  },
  ...{ claims: undefined, quick: false, shard: undefined, balance: undefined },
  ...{ repair: false, zstd: false, scan: undefined, reproducible: false },
};

/** A run of go/slim that has died before its first build. */
async function died(
  changes: Partial<RunManifest> = {},
  id = runId,
  changed: Record<string, string> = {},
): Promise<void> {
  const options = {
    ...typed,
    apps: ['go'],
    strategies: ['slim'],
    rounds: 2,
    seed: 5,
    bases: 'local',
    results,
  };
  const selected = selection(definitions, options);
  const plan = planOf({ selected, rounds: 2, seed: 5 });
  const files = await readVariants(root, [...plan.variants, control]);
  const manifest: RunManifest = {
    ...{ ...fixture, schema: newestSchema, runId: id, plan, options, machine: describeMachine() },
    definitions: { ...(await definitionsOf(plan, files, { selected }, context)), ...changed },
    stagebench: await ownVersion(context),
    ...changes,
  };
  mkdirSync(path.join(results, id), { recursive: true });
  writeFileSync(path.join(results, id, 'run.json'), JSON.stringify(manifest));
}
const resume = async (values: Partial<RunValues> = {}) => {
  const request = await runRequest({ ...typed, results, ...values }, context);
  if (request.kind !== 'resume') throw new Error('it is a new run');
  const folder = await findResumable(request.name, results, request.more !== undefined);
  return resumeRun(folder, request.more, request.jobOf, context);
};
const refused = (message: string): unknown =>
  expect.objectContaining({ code: 'RESUME_REFUSED', message: expect.stringContaining(message) });

describe('a run that goes on', () => {
  test('has its own plan and options; the engine is of the kind that it had', async () => {
    await died();
    const { plan, asked, left } = await resume({ json: true });
    expect(plan).toMatchObject({ seed: 5, rounds: 2, variants: [{ app: 'go', strategy: 'slim' }] });
    expect(asked.selected.apps.map(({ id }) => id)).toEqual(['go']);
    expect([...asked.selected.arms.keys()]).toEqual(['slim']);
    expect(asked).toMatchObject({ bases: { source: 'local' }, engine: { engine: 'docker' }, json: true });
    expect(left?.builds).toEqual([]);
  });

  test('takes from the command line what does not change its rows', async () => {
    await died();
    const { asked } = await resume({
      ...{ engine: 'private', provision: true, quiet: true, 'keep-logs': true, baseline: 'slim' },
    });
    expect(asked).toMatchObject({
      baseline: 'slim',
      engine: { engine: 'private', provision: true },
      ...{ quiet: true, keepLogs: true, keepImages: false },
    });
  });

  test('is the newest that did not finish', async () => {
    await died({}, '20260101T000000000Z-0001');
    await died({ outcome: 'engine-lost' }, '20260102T000000000Z-0001');
    await died({ outcome: 'complete' }, '20260103T000000000Z-0001');
    await died({ outcome: 'incomplete' }, '20260104T000000000Z-0001');
    mkdirSync(path.join(results, '20260105T000000000Z-0001'));
    await died({}, 'published');
    expect((await resume()).runId).toBe('20260102T000000000Z-0001');
    expect((await resume({ resume: '20260101T000000000Z-0001' })).runId).toBe('20260101T000000000Z-0001');
  });
});

describe('a run does not go on', () => {
  test('if there is none that did not finish', async () => {
    const message = `There is nothing to resume: ${results} has no unfinished run.`;
    await expect(resume()).rejects.toMatchObject({ code: 'NO_RUN', message });
    await died({ outcome: 'complete' });
    await expect(resume()).rejects.toMatchObject({ code: 'NO_RUN', message });
  });

  test('if its name is not known: the nearest is named', async () => {
    await died();
    await expect(resume({ resume: runId.replace('-0001', '-0002') })).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      message: expect.stringContaining(`Did you mean "${runId}"?`),
    });
  });

  test.each(['complete', 'incomplete'] as const)(
    'if it is %s: there is nothing to resume',
    async (outcome) => {
      await died({ outcome });
      await expect(resume({ resume: runId })).rejects.toMatchObject({
        code: 'NOTHING_TO_RESUME',
        message: `Run ${runId} is ${outcome}: there is nothing to resume.`,
        fix: expect.stringContaining('Start a new run'),
      });
    },
  );

  test('if a Dockerfile has changed', async () => {
    await died();
    appendFileSync(path.join(root, 'strategies/slim/go.Dockerfile'), '# a comment is enough\n');
    await expect(resume()).rejects.toEqual(refused('\n    strategies/slim/go.Dockerfile has changed'));
  });

  test('if an app or the control has changed, or has a file more', async () => {
    await died();
    writeFileSync(path.join(root, 'sample-apps/go/new.txt'), '');
    appendFileSync(path.join(root, 'bench/control/work.sh'), '\n');
    await expect(resume()).rejects.toEqual(
      refused('\n    sample-apps/go has changed\n    bench/control has changed'),
    );
  });

  test('if a Dockerfile is gone', async () => {
    await died();
    rmSync(path.join(root, 'strategies/slim/go.Dockerfile'));
    await expect(resume()).rejects.toEqual(refused('go/slim has no Dockerfile at'));
  });

  test('on another machine', async () => {
    await died({ machine: { ...describeMachine(), cpuModel: 'Z80' } });
    await expect(resume()).rejects.toEqual(refused('\n    the CPU was Z80 and is '));
  });

  test('if it was written by another schema, whatever columns its rows have', async () => {
    await died({ schema: 1 });
    writeFileSync(path.join(results, runId, 'builds.csv'), 'run_id,sequence\n');
    await expect(resume()).rejects.toEqual(
      refused(
        `Run ${runId} is of an older version of Stagebench and cannot go on: its run.json has schema 1`,
      ),
    );
  });

  test('if another version of Stagebench has begun it', async () => {
    await died({ stagebench: '0.0.1' });
    await expect(resume()).rejects.toEqual(
      refused(`\n    Stagebench was 0.0.1 and is ${await ownVersion(context)}`),
    );
  });

  test.each([
    'strategies/slim (reruns of go)',
    'bench/scenarios/edit-source',
    'strategies/slim (suite default)',
  ])('if what judges its samples has changed: %s', async (name) => {
    await died({}, runId, { [name]: 'another hash' });
    await expect(resume()).rejects.toEqual(refused(`\n    ${name} has changed`));
  });

  test('if the baseline is none of its strategies', async () => {
    await died();
    await expect(resume({ baseline: 'alpine' })).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      message: expect.stringContaining('"alpine"'),
    });
  });
});
