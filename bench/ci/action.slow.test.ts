import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rootFolder } from '../context.ts';
import { makeRepository } from '../sides/repository.fixture.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: { readonly results: { readonly value: string } };
  readonly runs: {
    readonly steps: readonly {
      readonly name?: string;
      readonly run?: string;
      readonly shell?: string;
      readonly if?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

const text = readFileSync(path.join(rootFolder, 'action.yml'), 'utf8');
const { inputs, outputs, runs } = parse(text) as Action;

test('uses actions of others by their commits, and says the shell of each line', () => {
  const uses = text.match(/uses: .*/g) ?? [];
  expect(uses).toHaveLength(1);
  for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  for (const { run, shell } of runs.steps) if (run !== undefined) expect(shell).toBe('bash');
});

describe('in the repository of somebody', () => {
  let folder: string;
  let workspace: string;
  const summary = () => readFileSync(path.join(folder, 'summary.md'), 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-action-'));
    workspace = path.join(folder, 'their repository');
    mkdirSync(path.join(workspace, 'web'), { recursive: true });
    for (const name of ['Dockerfile', 'Dockerfile.slim'])
      writeFileSync(
        path.join(workspace, 'web', name),
        'FROM debian:trixie-slim\nCOPY page.txt /\nCMD ["cat", "/page.txt"]\n',
      );
    writeFileSync(path.join(workspace, 'web', 'page.txt'), 'page\n');
    writeFileSync(path.join(folder, 'summary.md'), 'what others say\n');
    mkdirSync(path.join(folder, 'temporary'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a runner does with the lines: each in a shell of its own, as bash is started there. Packages are installed already. */
  function runAction(
    given: Readonly<Record<string, string>>,
    more: NodeJS.ProcessEnv = {},
  ): Record<string, number | null> {
    const known: Readonly<Record<string, string>> = {
      'runner.temp': path.join(folder, 'temporary'),
      ...given,
    };
    const expand = (value: string): string =>
      value.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
        const found = known[name] ?? inputs[name.replace('inputs.', '')]?.default;
        if (found === undefined) throw new Error(`nobody knows ${name}`);
        return found;
      });
    const codes: Record<string, number | null> = {};
    for (const { name = '', run, env = {}, if: condition } of runs.steps) {
      if (run === undefined || name === 'Install') continue;
      const failed = Object.values(codes).some((code) => code !== 0);
      if (failed && condition !== '${{ !cancelled() }}') continue;
      const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: workspace,
        env: {
          ...process.env,
          ...more,
          ...{ GITHUB_ACTION_PATH: rootFolder, GITHUB_WORKSPACE: workspace },
          ...{ GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'), HOME: folder, XDG_CACHE_HOME: folder },
          ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, expand(value)])),
        },
      });
      codes[name] = done.status;
    }
    expect(expand(outputs.results.value)).toBe(path.join(folder, 'temporary', 'stagebench-results'));
    return codes;
  }
  const options = '--engine fake --rounds 1 --scenarios cold,warm --quiet';

  test('it measures their Dockerfiles, and adds the table to the summary', () => {
    expect(runAction({ 'inputs.project': 'web', 'inputs.options': options })).toEqual({
      ...{ Measure: 0, 'Show the table': 0 },
    });
    expect(summary()).toMatch(/^what others say\n/);
    expect(summary()).toMatch(/^\| web +\| slim +\|/m);
    const results = path.join(folder, 'temporary', 'stagebench-results');
    expect(readdirSync(results)).toContain('latest');
    // Nothing is written into the repository.
    expect(
      execFileSync('find', ['.', '-type', 'f'], { cwd: workspace, encoding: 'utf8' }).split('\n'),
    ).toHaveLength(4);
  });

  test('if builds fail, the job fails, and the summary says which', () => {
    writeFileSync(path.join(workspace, 'web', 'Dockerfile.slim'), 'FROM debian:trixie-slim\nRUN false\n');
    const fake = { STAGEBENCH_FAKE: '{"failingBuilds":["web-slim"]}' };
    const codes = runAction({ 'inputs.project': 'web', 'inputs.options': options }, fake);
    // The exit code of a report says it, too.
    expect(codes).toEqual({ Measure: 1, 'Show the table': 1 });
    expect(summary()).toMatch(/^\| web +\| slim +\| +failed/m);
  });

  test.each(['1', '9'])('a pull request is held against its branch, in a clone of depth %s', (depth) => {
    const upstream = makeRepository();
    const page = { 'web/page.txt': 'page\n' };
    const dockerfile = 'FROM debian:trixie-slim\nCOPY page.txt /\nCMD ["cat", "/page.txt"]\n';
    upstream.commit('one', { ...page, 'web/Dockerfile': dockerfile });
    upstream.git('checkout', '--quiet', '-b', 'feature');
    upstream.commit('two', { 'web/Dockerfile': dockerfile.replace('CMD', 'RUN npm ci\nCMD') });
    rmSync(workspace, { recursive: true });
    const words = ['clone', '--quiet', '--depth', depth, '--single-branch', '--branch', 'feature'];
    execFileSync('git', [...words, `file://${upstream.root}`, workspace]);
    const given = { 'inputs.project': 'web', 'inputs.compare-with': 'main' };
    const measured = '--engine fake --rounds 7 --scenarios cold --quiet';
    // What became slower fails the job.
    expect(runAction({ ...given, 'inputs.options': measured })).toEqual({ Measure: 3, 'Show the table': 0 });
    expect(summary()).toMatch(/^what others say\n\*{0,2}A is origin\/main \(.* B is HEAD \(/);
    expect(summary()).toMatch(/^\| default cold \|.* slower \|$/m);
    upstream.remove();
  });

  test('without a Dockerfile there is no run, and the job fails', () => {
    const codes = runAction({ 'inputs.project': '.github', 'inputs.options': options });
    expect(codes).toEqual({ Measure: 2, 'Show the table': 2 });
  });
});
