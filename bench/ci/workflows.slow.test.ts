import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHistory } from '../../src/record/history/read-history.ts';
import { rootFolder } from '../context.ts';
import { copyCheckout, type Checkout } from '../itg/checkout.fixture.ts';
import { gitlabJobs, runNightlyJob, stepsOf, workflowFiles, workflowOf } from './nightly-job.fixture.ts';

describe.each(workflowFiles)('%s', (file) => {
  test('uses actions of others by their commits, with the version beside it', () => {
    const uses = readFileSync(path.join(rootFolder, file), 'utf8').match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may do nothing unless a job says so, and every job ends in time', () => {
    const { permissions, jobs } = workflowOf(file) as unknown as {
      permissions: object;
      jobs: Record<string, { permissions?: object; 'timeout-minutes'?: number }>;
    };
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  test('runs scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = stepsOf(file).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });
});

test('.gitlab-ci.yml runs scripts that there are, in a time', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const { script, timeout } of Object.values(gitlabJobs())) {
    expect(timeout).toMatch(/^\d+ (minutes|hours)$/);
    for (const [, name = ''] of script.join('\n').matchAll(/npm run (?:-s )?([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
  }
});

describe('the tests on a real engine, on GitLab,', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-readers-'));
    mkdirSync(path.join(folder, 'bin'));
    // The image has Python without venv, and no Chromium.
    program('id', 'echo 0');
    program('python3', `[ -e ${folder}/bin/venv ]`);
    program('npm', 'echo "$*" browser=${STAGEBENCH_BROWSER-needed} readers=${STAGEBENCH_READERS-needed}');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const program = (name: string, text: string): void => {
    writeFileSync(path.join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  /** All lines of the job in one shell, as a runner has them. */
  const job = (): string =>
    execFileSync('/bin/bash', ['-eo', 'pipefail', '-c', gitlabJobs()['engine']?.script.join('\n') ?? ''], {
      ...{ cwd: rootFolder, env: { PATH: path.join(folder, 'bin'), CI: 'true' }, encoding: 'utf8' },
    });

  test('have a browser and a Python with venv, which it installs', () => {
    const installs = `echo "$*" >${folder}/asked; : >${folder}/bin/venv; /bin/cp ${folder}/bin/id ${folder}/bin/chromium`;
    program('apt-get', `[ "$2" = update ] || { ${installs}; }`);
    expect(job()).toMatch(/run test:itg browser=needed readers=needed\n$/);
    expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toMatch(/ chromium python3-venv\n$/);
  });

  test('say what they do without where it cannot be installed', () => {
    program('apt-get', 'exit 100');
    expect(job()).toMatch(
      /no Chromium.*\nno Python with venv.*\nrun test:itg browser=unavailable readers=unavailable\n$/,
    );
  });
});

describe('the job of the night', () => {
  let folder: string;
  let checkout: Checkout;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-night-'));
    checkout = await copyCheckout(path.join(rootFolder, 'sample-apps', 'go'));
    git(checkout.root, 'init', '--quiet', '--initial-branch', 'main');
    git(checkout.root, 'add', '--all');
    git(checkout.root, 'commit', '--quiet', '-m', 'all');
    git(folder, 'init', '--quiet', '--bare', 'remote.git');
    git(checkout.root, 'push', '--quiet', path.join(folder, 'remote.git'), 'main');
  });
  afterEach(async () => {
    await checkout.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const identity = {
    ...{ GIT_AUTHOR_NAME: 'test', GIT_AUTHOR_EMAIL: 'test@localhost', GIT_COMMITTER_NAME: 'test' },
    ...{ GIT_COMMITTER_EMAIL: 'test@localhost', GIT_CONFIG_GLOBAL: '/dev/null' },
  };
  const git = (root: string, ...words: string[]): string =>
    execFileSync('git', ['-C', root, ...words], {
      ...{ encoding: 'utf8', env: { ...process.env, ...identity }, stdio: ['ignore', 'pipe', 'pipe'] },
    });

  /** A fresh clone, as a runner has it. */
  function clone(name: string): string {
    const root = path.join(folder, name);
    git(folder, 'clone', '--quiet', '--branch', 'main', 'remote.git', name);
    execFileSync('ln', ['-s', path.join(rootFolder, 'node_modules'), path.join(root, 'node_modules')]);
    return root;
  }
  /** All lines of the job, in a clone of its own, with an engine that makes times up. */
  const night = (name: string, tracker: string, more: NodeJS.ProcessEnv = {}) => {
    writeFileSync(path.join(folder, `${name}.md`), '');
    return runNightlyJob(
      clone(name),
      {
        'github.token': 'secret',
        'inputs.options': '--engine fake --apps go --strategies slim --rounds 1 --quiet',
      },
      {
        ...{
          HOME: folder,
          XDG_CACHE_HOME: path.join(folder, `cache-${name}`),
          GIT_CONFIG_GLOBAL: '/dev/null',
        },
        ...{ GITHUB_STEP_SUMMARY: path.join(folder, `${name}.md`), GITHUB_API_URL: tracker },
        ...{ GITHUB_REPOSITORY: 'a/b', CI: 'true', PATH: process.env['PATH'] },
        ...more,
      },
    );
  };

  test('twice at once, and once more: three nights arrive, and none is lost', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url?.replace(/\?.*/, '')}`);
      response.end('[]');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const tracker = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const two = await Promise.all([night('one', tracker), night('two', tracker)]);
    const third = await night('three', tracker);
    server.close();
    for (const steps of [...two, third])
      expect(
        steps.map(({ name, exitCode, output }) =>
          exitCode === 0 ? name : `${name}: ${exitCode}\n${output}`,
        ),
      ).toEqual([
        ...['Bring the history', 'Measure and decide', 'Push the history', 'Show the summary'],
        'Open, update and close issues',
      ]);
    expect(asked).toEqual(Array.from({ length: 3 }, () => 'GET /repos/a/b/issues'));
    expect(readFileSync(path.join(folder, 'one.md'), 'utf8')).toMatch(/^## Night /);
    git(folder, 'clone', '--quiet', '--branch', 'stagebench-history', 'remote.git', 'result');
    const { nights, series } = await readHistory(path.join(folder, 'result'));
    expect(nights).toHaveLength(3);
    expect(series.get('go/slim/cold wall_ms')?.points).toHaveLength(3);
    expect(readFileSync(path.join(folder, 'three.md'), 'utf8')).toContain('Night 3 of 3');
  });

  test('without a branch that it may push to it fails, and the night is not lost', async () => {
    const root = clone('only');
    const history = path.join(root, 'results', 'history');
    const push = (attempts: string) =>
      runNightlyLine(root, `.ci/history push ${history}`, { ATTEMPTS: attempts });
    execFileSync(path.join(root, '.ci/history'), ['fetch', history], { cwd: root, stdio: 'ignore' });
    writeFileSync(path.join(history, '2026.csv'), 'a night\n');
    rmSync(path.join(folder, 'remote.git'), { recursive: true });
    expect(push('2')).toMatch(/the night could not be pushed: it is committed in /);
    expect(git(history, 'log', '--format=%s')).toMatch(/^A night of /);
  });

  test('in which nothing was measured pushes nothing, and that is no failure', () => {
    const root = clone('only');
    const history = path.join(root, 'results', 'history');
    for (const action of ['fetch', 'push'])
      execFileSync(path.join(root, '.ci/history'), [action, history], { cwd: root, stdio: 'ignore' });
    expect(git(folder, 'ls-remote', 'remote.git')).not.toContain('stagebench-history');
  });

  test('whose cells failed goes on behind the failure: history, summary and page are kept', async () => {
    const steps = await night('failing', 'http://127.0.0.1:9', {
      STAGEBENCH_FAKE: '{"failingBuilds":["go-slim"]}',
    });
    const codes = Object.fromEntries(steps.map(({ name, exitCode }) => [name, exitCode]));
    expect(codes).toMatchObject({
      ...{ 'Bring the history': 0, 'Measure and decide': 1, 'Push the history': 0, 'Show the summary': 0 },
    });
    // Nobody listens there.
    expect(codes['Open, update and close issues']).toBe(2);
    expect(git(folder, 'ls-remote', 'remote.git')).toContain('stagebench-history');
  });

  test('on GitLab runs the same lines', () => {
    const root = clone('gitlab');
    const { night: job } = gitlabJobs();
    const lines = [...job.script.slice(0, 4), job.script.at(-1) ?? ''];
    const done = spawnSync('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ HOME: folder, XDG_CACHE_HOME: path.join(folder, 'cache'), GIT_CONFIG_GLOBAL: '/dev/null' },
        ...{ CI_PROJECT_URL: path.join(folder, 'remote'), STAGEBENCH_TOKEN: 'secret' },
        OPTIONS: '--engine fake --apps go --strategies slim --rounds 1 --quiet',
      },
    });
    expect(done.status, done.stderr).toBe(0);
    expect(git(folder, 'ls-remote', 'remote.git')).toContain('stagebench-history');
    // What goes to the tracker is tested beside it.
    expect(job.script.at(4)).toContain('npm run -s issues -- results/night/alerts.json');
  });

  /** What it prints to stderr; it has to fail. */
  function runNightlyLine(cwd: string, line: string, env: NodeJS.ProcessEnv): string {
    try {
      execFileSync('bash', ['-c', line], {
        cwd,
        env: { ...process.env, ...env },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      return (error as { stderr: string }).stderr;
    }
    throw new Error(`${line} did not fail`);
  }
});
