import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answers } from '../../../src/record/history/answers.ts';
import { readHistory } from '../../../src/record/history/read-history.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';
import { makeRepository, type Repository } from '../../sides/repository.fixture.ts';

const at = useFakeCli();
const history = (): string => path.join(at.results(), 'history');
const yearFile = (): string => path.join(history(), `${new Date().getUTCFullYear()}.csv`);
const runs = (): string[] => readdirSync(at.results()).filter((name) => /^\d{8}T/.test(name));

const plain = 'FROM debian:trixie-slim\nCOPY app.js /\nRUN make\nCMD ["/app"]\n';
const slower = plain.replace('RUN make\n', 'RUN make\nRUN npm ci\n');

let project: Repository;
let id: string;
let first: string;
beforeEach(() => {
  project = makeRepository();
  id = path.basename(project.root).toLowerCase();
  first = project.commit('one', { 'app.js': '1\n', Dockerfile: plain, 'web.Dockerfile': plain });
});
afterEach(() => {
  project.remove();
});

const nightly = (...words: string[]) =>
  at.stagebench([
    ...['nightly', '--engine', 'fake', '--results', at.results(), '--project', project.root],
    ...['--scenarios', 'cold', '--rounds', '1', '--seed', '1', ...words],
  ]);

/** So many nights that were as the one of the history, in the days before it; they scatter by some percent. */
function copyNights(count: number): void {
  const [head = '', ...rows] = readFileSync(yearFile(), 'utf8').trimEnd().split('\n');
  const earlier = Array.from({ length: count }, (_, index) =>
    rows.map((row) => {
      const [, , ...rest] = row.split(',');
      const scattered = rest.map((field, place) =>
        place === 4 && rest[3] === 'wall_ms'
          ? (Number(field) * (1 + ((index % 5) - 2) / 100)).toFixed(3)
          : field,
      );
      const day = new Date(Date.UTC(new Date().getUTCFullYear() - 1, 0, 1 + index));
      return [day.toISOString(), `copy${index}`, ...scattered].join(',');
    }),
  );
  writeFileSync(
    path.join(history(), `${new Date().getUTCFullYear() - 1}.csv`),
    `${[head, ...earlier.flat()].join('\n')}\n`,
  );
}

describe('a night of a project', () => {
  test('has its own variants, one of them under two names, and its own commit', async () => {
    const { exitCode, stdout, stderr } = await nightly();
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('web.Dockerfile');
    expect(stdout).toContain('no new regression');
    const { series } = await readHistory(history());
    const times = [...series.values()].filter(({ metric }) => metric === 'wall_ms');
    expect(times.map(({ app, strategy }) => `${app}/${strategy}`).toSorted()).toEqual([
      ...[`${id}/default`, `${id}/default-again`, `${id}/web`],
    ]);
    expect(times.map(({ points }) => points[0]?.pins.commit)).toEqual([first, first, first]);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test('says which files were changed and not committed', async () => {
    writeFileSync(path.join(project.root, 'app.js'), '2\n');
    await nightly();
    const { series } = await readHistory(history());
    expect([...series.values()][0]?.points[0]?.pins.commit).toBe(`${first}+`);
  });

  test('is taken from a run that was made: its history lies beside it', async () => {
    await at.stagebench([
      ...['run', '--engine', 'fake', '--results', at.results(), '--project', project.root],
      ...['--scenarios', 'cold', '--rounds', '1'],
    ]);
    const [run = ''] = runs();
    const { exitCode, stderr } = await at.stagebench(['nightly', '--run', path.join(at.results(), run)]);
    expect(exitCode, stderr).toBe(0);
    expect((await readHistory(history())).nights.map(({ runId }) => runId)).toEqual([run]);
    expect(readdirSync(path.join(at.results(), 'night'))).toContain('summary.md');
  });

  test('takes no run of another folder together with a project', async () => {
    expect(await nightly('--run', 'latest')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--run and --project'),
    });
  });
});

describe('a variant that became slower', () => {
  let second: string;
  beforeEach(async () => {
    await nightly();
    copyNights(30);
    project.commit('a remark', { 'README.md': 'nothing that is built\n' });
    second = project.commit('two', { 'web.Dockerfile': slower });
  });

  test('is built as it was and as it is, in turns, in the same night', async () => {
    const { exitCode, stdout, stderr } = await nightly();
    expect(exitCode, stderr).toBe(3);
    expect(stdout).toContain(`**Regression**: ${id}/web/cold takes`);
    expect(stdout).toContain(
      `Built as before and as now, in turns on this machine: ${id}/web/cold is slower`,
    );
    expect(stdout).toContain('What differs: the Dockerfile, or the sources of the app');
    expect(stdout).toMatch(
      new RegExp(`bisect ${id}/web/cold --project \\S+ --history ${history()} --before \\S+ --after `),
    );
    const [answer, further] = await answers(history());
    expect(further).toBeUndefined();
    expect(answer).toMatchObject({ series: `${id}/web/cold`, verdict: 'slower', pairs: 10 });
    const { builds, manifest } = await readRun(path.join(at.results(), 'sides', answer?.run ?? ''));
    expect(new Set(builds.filter(({ app }) => app === id).map(({ strategy }) => strategy))).toEqual(
      new Set(['web-before', 'web-after']),
    );
    expect(manifest.project?.commit).toBe(second);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test('is accepted by the command that the night prints', async () => {
    const { stdout } = await nightly();
    const [, accept = ''] = /`npm run -s stagebench -- (trend accept [^`]*) --reason "…"`/.exec(stdout) ?? [];
    const accepted = await at.stagebench([...accept.split(' '), '--reason', 'worth it']);
    expect(accepted, accept).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('accepted: '),
    });
  });

  test('whose old state nobody has committed is told, and the nights decide alone', async () => {
    const last = path.join(history(), `${new Date().getUTCFullYear() - 1}.csv`);
    // As if another Dockerfile had been built in these nights.
    for (const file of [last, yearFile()]) {
      const rows = readFileSync(file, 'utf8').split('\n');
      const changed = rows.map((row) =>
        row.replace(/,[0-9a-f]{12}(?=,[0-9a-f]{12},[0-9a-f]*,)/, ',0123456789ab'),
      );
      writeFileSync(file, changed.join('\n'));
    }
    const { stderr } = await nightly();
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('files were changed that nobody committed');
    expect((await answers(history())).map(({ verdict }) => verdict)).toEqual(['impossible']);
  });

  test('is traced to its commit by bisect', async () => {
    const { exitCode, stdout, stderr } = await at.stagebench([
      ...['bisect', `${id}/web/cold`, '--engine', 'fake', '--results', at.results()],
      ...['--project', project.root, '--before', first, '--pairs', '5'],
    ]);
    expect(exitCode, stderr).toBe(3);
    expect(stdout).toMatch(
      new RegExp(`The first slow commit: ${second.slice(0, 12)} of \\d{4}-\\d{2}-\\d{2}: two$`, 'm'),
    );
  });

  test('is a regression of trend, with words that name a project', async () => {
    await nightly();
    const { stdout } = await at.stagebench(['trend', '--results', at.results()]);
    expect(stdout).toContain(`**Regression**: ${id}/web/cold takes`);
    expect(stdout).toContain(`--project FOLDER --history ${history()} --before`);
  });
});
