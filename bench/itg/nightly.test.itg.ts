import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { answers } from '../../src/record/history/answers.ts';
import { rootFolder } from '../context.ts';
import { makeRepository } from '../sides/repository.fixture.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

/* Nights on a real engine, of one quick Dockerfile. The nights before the first one are copies of it: a month is not waited for. */

describeWithEngine('a night on a real engine', ({ kind, goApp }) => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await copyCheckout(goApp);
    git('init', '--quiet', '--initial-branch', 'main');
  });
  afterAll(() => checkout.remove());

  const identity = {
    ...{ GIT_AUTHOR_NAME: 'test', GIT_AUTHOR_EMAIL: 'test@localhost', GIT_COMMITTER_NAME: 'test' },
    ...{ GIT_COMMITTER_EMAIL: 'test@localhost', GIT_CONFIG_GLOBAL: '/dev/null' },
  };
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', checkout.root, ...words], {
      ...{ encoding: 'utf8', env: { ...process.env, ...identity } },
    }).trim();
  const history = (): string => path.join(checkout.results, 'history');

  async function commit(step: string): Promise<string> {
    await checkout.writeDockerfile('single-stage', quickDockerfile({ step }));
    git('add', '--all');
    git('commit', '--quiet', '-m', step);
    return git('rev-parse', 'HEAD');
  }
  const nightly = () =>
    startCli(checkout.root, [
      ...['nightly', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'single-stage'],
      ...['--scenarios', 'cold', '--rounds', '2'],
    ]);

  /** Puts copies of the only night before it, each a day earlier, with times that scatter by 1 %. */
  function copyNights(count: number, folder = history()): void {
    const file = path.join(folder, `${new Date().getUTCFullYear()}.csv`);
    const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const earlier = Array.from({ length: count }, (_, place) =>
      lines
        .filter((line) => line.includes(',wall_ms,'))
        .map((line) => {
          const fields = line.split(',');
          const days = count - place;
          const night = new Date(Date.parse(fields[0] ?? '') - days * 86_400_000).toISOString();
          const scatter = [0, 0.012, -0.018, 0.025, -0.006, -0.022, 0.016][place % 7] ?? 0;
          const value = (Number(fields[6]) * (1 + scatter)).toFixed(3);
          return [night, `night${place}`, ...fields.slice(2, 6), value, ...fields.slice(7)].join(',');
        }),
    ).flat();
    writeFileSync(file, [head, ...earlier, ...lines, ''].join('\n'));
  }

  test('a Dockerfile that became slower is found in its first night: both are built in turns', async () => {
    const first = await commit('RUN sleep 0.2');
    const quiet = await nightly();
    expect(quiet.exitCode, quiet.stderr).toBe(0);
    copyNights(30);
    await commit('RUN sleep 1.2');
    const slow = await nightly();
    expect(slow.exitCode, slow.stderr).toBe(3);
    expect(slow.stdout).toContain('**Regression**: go/single-stage/cold takes');
    expect(slow.stdout).toContain(
      'Built as before and as now, in turns on this machine: go/single-stage/cold is slower',
    );
    expect(slow.stdout).toContain('What differs: the Dockerfile, or the sources of the app');
    const [answer, further] = await answers(history());
    expect(further).toBeUndefined();
    expect(answer).toMatchObject({ series: 'go/single-stage/cold', verdict: 'slower', pairs: 10 });
    expect(answer?.p).toBeLessThan(0.002);
    expect(git('status', '--porcelain', '--untracked-files=no')).toBe('');
    const rows = readFileSync(path.join(checkout.results, 'sides', answer?.run ?? '', 'builds.csv'), 'utf8');
    expect(rows.match(/,single-stage-(before|after),cold,/g)).toHaveLength(20);
    expect(first).toMatch(/^[0-9a-f]{40}$/);
  });

  test('and bisect finds the commit among those between', async () => {
    const first = git('log', '--reverse', '--format=%H').split('\n')[0] ?? '';
    await checkout.writeDockerfile(
      'single-stage',
      `# a remark\n${quickDockerfile({ step: 'RUN sleep 1.2' })}`,
    );
    git('commit', '--quiet', '--all', '-m', 'a remark');
    const found = await startCli(checkout.root, [
      ...['bisect', 'go/single-stage/cold', '--engine', kind, '--bases', 'local'],
      ...['--before', first, '--pairs', '5'],
    ]);
    expect(found.exitCode, found.stderr).toBe(3);
    expect(found.stdout).toMatch(
      /The first slow commit: [0-9a-f]{12} of \d{4}-\d{2}-\d{2}: RUN sleep 1\.2$/m,
    );
  });

  test('a project is asked again as its own git has it', async () => {
    const project = makeRepository();
    const rows = path.join(checkout.results, 'of-project');
    onTestFinished(() => {
      project.remove();
    });
    const nightOfProject = () =>
      startCli(rootFolder, [
        ...['nightly', '--engine', kind, '--bases', 'local', '--project', project.root],
        ...['--scenarios', 'cold', '--rounds', '2', '--results', rows],
      ]);
    cpSync(goApp, project.root, { recursive: true });
    project.commit('sleeps', { Dockerfile: quickDockerfile({ step: 'RUN sleep 0.2' }) });
    const quiet = await nightOfProject();
    expect(quiet.exitCode, quiet.stderr).toBe(0);
    copyNights(30, path.join(rows, 'history'));
    project.commit('sleeps longer', { Dockerfile: quickDockerfile({ step: 'RUN sleep 1.7' }) });
    const slow = await nightOfProject();
    expect(slow.exitCode, slow.stderr).toBe(3);
    expect(slow.stdout).toMatch(
      /Built as before and as now, in turns on this machine: \S+\/default\/cold is slower/,
    );
    const asked = await answers(path.join(rows, 'history'));
    expect(asked.map(({ verdict, pairs }) => [verdict, pairs])).toEqual([['slower', 10]]);
  });
});
