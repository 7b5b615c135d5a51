import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { cellId } from '../../src/domain/run/plan.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { rootFolder } from '../context.ts';
import { copyCheckout, type Checkout } from '../itg/checkout.fixture.ts';
import { gitlabJobs, stepsOf } from './nightly-job.fixture.ts';

/* The lines of the files for several machines are run as they stand; the engine makes times up. */

interface Container {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}
interface Job {
  readonly kind: string;
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly template: { readonly spec: { readonly containers: readonly [Container] } };
  };
}

const jobOf = (file: string): Job => {
  const text = readFileSync(path.join(rootFolder, '.ci', 'kubernetes', file), 'utf8');
  const job = parseAllDocuments(text)
    .map((document) => document.toJS() as Job)
    .find(({ kind }) => kind === 'Job');
  if (job === undefined) throw new Error(`${file} has no Job`);
  return job;
};

const options = '--engine fake --strategies slim --scenarios cold --rounds 1 --quiet';
const cells = ['node/slim/cold', 'go/slim/cold', 'python/slim/cold'];

let folder: string;
let checkout: Checkout;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-scale-'));
  checkout = await copyCheckout(path.join(rootFolder, 'sample-apps', 'go'));
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '-m', 'all');
});
afterEach(async () => {
  await checkout.remove();
  rmSync(folder, { recursive: true, force: true });
});
const git = (...words: string[]): string =>
  execFileSync('git', ['-C', checkout.root, ...words], { encoding: 'utf8' });

const environment = (): NodeJS.ProcessEnv => ({
  ...{ PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', CI: 'true' },
  XDG_CACHE_HOME: path.join(folder, 'cache'),
});

/** Lines in a shell, as a runner has them; packages are linked and not fetched. */
function runLines(
  words: readonly string[],
  lines: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): { readonly status: number | null; readonly said: string } {
  const [shell = 'bash', ...rest] = words;
  const linked = lines.replaceAll('npm ci', `ln -s ${path.join(rootFolder, 'node_modules')} node_modules`);
  const done = spawnSync(shell, [...rest, linked], {
    cwd,
    encoding: 'utf8',
    env: { ...environment(), ...env },
  });
  return { status: done.status, said: done.stdout + done.stderr };
}

const runLine = (cwd: string, lines: string, env: NodeJS.ProcessEnv) =>
  runLines(['bash', '-eo', 'pipefail', '-c'], lines, cwd, env);

/** A fresh clone, as a runner has it. */
function clone(name: string): string {
  const root = path.join(folder, name);
  git('clone', '--quiet', checkout.root, root);
  symlinkSync(path.join(rootFolder, 'node_modules'), path.join(root, 'node_modules'));
  return root;
}

/** The cells of the one merged run in a folder of results. */
async function mergedIn(results: string): Promise<string[]> {
  const runs = readdirSync(results).filter((name) => /^2/.test(name));
  const read = await Promise.all(runs.map((name) => readRun(path.join(results, name))));
  const merged = read.filter(({ manifest }) => manifest.merged !== undefined);
  expect(merged).toHaveLength(1);
  return merged.flatMap(({ manifest }) => manifest.plan.cells.map(cellId));
}

describe('on Kubernetes', () => {
  /** Does what a pod does, in a folder of its own. */
  function pod(file: string, name: string, more: NodeJS.ProcessEnv) {
    const [container] = jobOf(file).spec.template.spec.containers;
    const own = Object.fromEntries(container.env.map((one) => [one.name, one.value]));
    const work = path.join(folder, name);
    execFileSync('mkdir', ['-p', work]);
    const env = {
      ...own,
      JOB: 'a',
      REPOSITORY: checkout.root,
      RESULTS: path.join(folder, 'volume'),
      ...more,
    };
    return runLines(container.command, container.args.join('\n'), work, env);
  }
  const shard = (index: number, more: NodeJS.ProcessEnv = {}, name = `pod-${index}`) =>
    pod('shards.yml', name, { JOB_COMPLETION_INDEX: String(index), OPTIONS: options, ...more });

  test('every index of the Job measures its shard, and the next Job merges them', async () => {
    const { completionMode, completions = 0, parallelism } = jobOf('shards.yml').spec;
    expect([completionMode, parallelism]).toEqual(['Indexed', completions]);
    for (let index = 0; index < completions; index += 1) expect(shard(index)).toMatchObject({ status: 0 });
    expect(pod('merge.yml', 'merge', {})).toMatchObject({ status: 0 });
    expect(await mergedIn(path.join(folder, 'volume', 'job-a', 'merged'))).toEqual(cells);
  });

  test('a second Job leaves the shards of the first one, and is merged by itself', async () => {
    expect(shard(0, { JOB: 'first' })).toMatchObject({ status: 0 });
    for (const index of [0, 1, 2])
      expect(shard(index, { JOB: 'second' }, `again-${index}`)).toMatchObject({ status: 0 });
    expect(pod('merge.yml', 'merge', {})).toMatchObject({ status: 0 });
    expect(await mergedIn(path.join(folder, 'volume', 'job-second', 'merged'))).toEqual(cells);
    expect(readdirSync(path.join(folder, 'volume', 'job-first'))).toEqual(['shard-0']);
  });

  test('a shard makes a builder of its own, builds on that one, and takes it away', async () => {
    const calls = path.join(folder, 'calls');
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    for (const name of ['apt-get', 'docker'])
      writeFileSync(path.join(bin, name), `#!/bin/sh\necho ${name} "$@" >>${calls}\n`, { mode: 0o755 });
    const env = { JOB_COMPLETION_INDEX: '1', PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    expect(pod('builder.yml', 'pod-1', { ...env, OPTIONS: options })).toMatchObject({ status: 0 });
    const called = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('docker'));
    expect(called).toEqual([
      'docker buildx create --bootstrap --name stagebench --node stagebench-buildkit-1 --driver kubernetes --driver-opt requests.cpu=2,requests.memory=4Gi',
      'docker buildx rm stagebench',
    ]);
    const [container] = jobOf('builder.yml').spec.template.spec.containers;
    expect(container.env.find(({ name }) => name === 'OPTIONS')?.value).toContain(' --builder stagebench ');
  });

  test('an index that no shard has is refused', () => {
    const { status, said } = shard(3);
    expect([status, said]).toEqual([
      2,
      expect.stringContaining('JOB_COMPLETION_INDEX is 3, so this is shard 4'),
    ]);
  });

  test('where a pod has failed, what is there is merged, and the Job fails', async () => {
    expect(shard(0).status).toBe(0);
    const { status, said } = pod('merge.yml', 'merge', {});
    expect([status, said]).toEqual([1, expect.stringContaining('--shard 2/3 --balance even')]);
    expect(await mergedIn(path.join(folder, 'volume', 'job-a', 'merged'))).toEqual(cells.slice(0, 1));
  });
});

test('on GitHub every job of the matrix measures its shard, and the last one merges the artifacts', async () => {
  const lineOf = (name: string): string =>
    stepsOf('.github/workflows/scale.yml').find((step) => step.name === name)?.run ?? '';
  const last = clone('merge');
  for (const number of [1, 2, 3]) {
    const root = clone(`shard-${number}`);
    const env = { SHARD: `${number}/3`, GITHUB_RUN_NUMBER: '17', OPTIONS: options };
    expect(runLine(root, lineOf('Measure'), env)).toMatchObject({ status: 0 });
    for (const run of readdirSync(path.join(root, 'results')).filter((name) => /^2/.test(name)))
      cpSync(path.join(root, 'results', run), path.join(last, 'shards', `shard-${number}`, run), {
        recursive: true,
      });
  }
  const summary = path.join(folder, 'summary.md');
  expect(runLine(last, lineOf('Merge'), {})).toMatchObject({ status: 0 });
  expect(runLine(last, lineOf('Show the tables'), { GITHUB_STEP_SUMMARY: summary })).toMatchObject({
    status: 0,
  });
  expect(await mergedIn(path.join(last, 'results'))).toEqual(cells);
  expect(readFileSync(summary, 'utf8')).toContain('3 shards');
});

test('on GitLab every job of `parallel` measures its shard, and the next stage merges what they leave', async () => {
  const { shard, merge } = gitlabJobs();
  const all = clone('all');
  for (const index of ['1', '2', '3']) {
    const root = clone(`job-${index}`);
    const env = { CI_NODE_INDEX: index, CI_NODE_TOTAL: '3', CI_PIPELINE_IID: '17', SCALE: options };
    expect(runLine(root, shard?.script.join('\n') ?? '', env)).toMatchObject({ status: 0 });
    for (const run of readdirSync(path.join(root, 'results')).filter((name) => /^2/.test(name)))
      cpSync(path.join(root, 'results', run), path.join(all, 'results', run), { recursive: true });
  }
  expect(runLine(all, merge?.script.join('\n') ?? '', {})).toMatchObject({ status: 0 });
  expect(await mergedIn(path.join(all, 'results'))).toEqual(cells);
});
