import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireLock } from '../src/lock/lock.ts';
import { readRun } from '../src/record/read/read-run.ts';
import { commands } from './commands/index.ts';
import { rootFolder } from './context.ts';
import { cells, chain, useFakeCli } from './fake-cli.fixture.ts';
import { writeRun } from '../src/record/recorded-run.fixture.ts';

const at = useFakeCli();
const { stagebench, run, ownProcess, runInOwnProcess, onlyRun } = at;

describe('a run', () => {
  test('exits with 0, prints its table on stdout, and leaves rows that can be read', async () => {
    const { exitCode, stdout } = await runInOwnProcess();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('8 of 8 cells built');
    const { builds, images, manifest } = await readRun(path.join(at.results(), 'latest'));
    expect(cells(builds)).toEqual([
      ...[...chain('alpine', 'built'), 'control cold built', ...chain('slim', 'built')],
    ]);
    expect(images.map(({ healthy }) => healthy)).toEqual([true, true]);
    expect(manifest).toMatchObject({
      outcome: 'complete',
      plan: { seed: 1, rounds: 1 },
      engine: { kind: 'fake' },
    });
  });

  test('writes every file it promises', async () => {
    await run({}, '--keep-logs');
    const files = readdirSync(path.join(at.results(), 'latest'), { recursive: true }).map(String);
    expect(files).toEqual(
      expect.arrayContaining([
        ...['builds.csv', 'images.csv', 'layers.csv', 'run.json', 'steps.csv', 'summary.csv', 'logs'],
      ]),
    );
    expect(files.filter((name) => name.startsWith('logs/'))).toHaveLength(19);
  });

  test('with --json prints JSON on stdout and nothing else there; with --quiet nothing on stderr', async () => {
    const { stdout, stderr } = await runInOwnProcess({}, '--json', '--quiet');
    expect(JSON.parse(stdout)).toMatchObject({
      engine: { kind: 'fake' },
      summary: expect.arrayContaining([expect.objectContaining({ state: 'built' })]),
    });
    expect(stderr).toBe('');
  });

  test('says last how to print it again, and leaves latest to the run that was measured', async () => {
    writeRun(at.results(), { runId: 'measured', times: { 'go/slim/cold': [1000] } });
    symlinkSync('measured', path.join(at.results(), 'latest'));
    const { stdout } = await run();
    expect(readlinkSync(path.join(at.results(), 'latest'))).toBe('measured');
    const [, folder = ''] =
      /\n {2}latest still .*\n {2}again: npm run -s stagebench -- report --run (.*)$/.exec(stdout) ?? [];
    const again = await stagebench(['report', '--results', at.results(), '--run', folder]);
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('8 of 8 cells built')]);
  });

  test('not on a terminal shows one plain line per visit, without control characters', async () => {
    const { stderr } = await run();
    expect(stderr).not.toMatch(/\x1b|\r/);
    const cell =
      /^ ?\d+\/19 {2}round 1 {2}(go\/(slim|alpine) (cold|warm|edit-source|edit-deps)|control\/control cold) +built/gm;
    expect(new Set(stderr.match(cell)).size).toBe(8 + 3);
    expect(stderr).toMatch(/go\/slim warm +built .* steps cached, median of 5 builds$/m);
  });

  test('is the same again with the same seed, but for the names and dates of the runs', async () => {
    const visits = async () =>
      (await onlyRun()).builds.map(({ app, strategy, scenario, wall_ms }) => [
        app,
        strategy,
        scenario,
        wall_ms,
      ]);
    await run();
    const first = await visits();
    rmSync(at.results(), { recursive: true });
    await run();
    expect(await visits()).toEqual(first);
  });
});

describe('a fault of a variant: the others go on, and the exit code is 1', () => {
  test('a Dockerfile that fails', async () => {
    const { exitCode, stderr } = await run({ failingBuilds: ['go-slim'] });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('step [deps 1/4] WORKDIR /src failed: exit code: 1.');
    expect(stderr).toContain('as the script says');
    const { builds, folder: runFolder } = await onlyRun();
    expect(cells(builds)).toEqual([
      ...[...chain('alpine', 'built'), 'control cold built', ...chain('slim', 'failed')],
    ]);
    expect(readdirSync(path.join(runFolder, 'logs'))).toEqual([expect.stringMatching(/-go-slim-cold\.log$/)]);
  });

  test('an app that never answers', async () => {
    const { exitCode, stdout } = await run({ silentApps: ['go-slim'] });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('go/slim does not work');
    const { builds } = await onlyRun();
    expect(cells(builds)).toEqual([
      ...[...chain('alpine', 'built'), 'control cold built', ...chain('slim', 'failed')],
    ]);
    expect(builds.find(({ state }) => state === 'failed')?.error_code).toBe('APP_NO_ANSWER');
  });

  test('a build that does not cache as it should', async () => {
    const { exitCode, stdout } = await run({ neverCached: ['go-slim'] });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'left out in round 1: go/slim/warm: warm build: step [deps 1/4] WORKDIR /src was executed',
    );
    expect((await onlyRun()).builds.find(({ state }) => state === 'invalid')?.error_code).toBe(
      'CACHE_NOT_AS_DEMANDED',
    );
  });
});

describe('a run that ends before its time keeps its rows', () => {
  test('the engine dies in the second of five warm builds: exit code 2, the rows so far, and what to do', async () => {
    const { exitCode, stderr } = await run({ buildsUntilLost: 2 });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error ENGINE_LOST: .*\n {2}what to do: The rows measured so far are kept/m);
    const { builds, manifest } = await onlyRun();
    expect(builds.map(({ state }) => state)).toEqual(['built', 'aborted', 'aborted']);
    expect(manifest.outcome).toBe('engine-lost');
  });

  test('Ctrl-C during a build: exit code 130, an aborted row, a summary of every cell, and latest stays', async () => {
    // In its third build the fake sends its own process the signal, and goes on building until it is aborted.
    const { exitCode, stderr } = await runInOwnProcess({ interruptedBuild: 3 });
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Interrupted: ending what is going on.');
    expect(stderr).toContain('error INTERRUPTED');
    const { builds, manifest, folder: runFolder } = await onlyRun();
    expect(builds.map(({ state }) => state)).toEqual(['built', 'aborted', 'aborted']);
    expect(builds.at(-1)).toMatchObject({ error_code: 'INTERRUPTED', wall_ms: undefined });
    expect(manifest.outcome).toBe('interrupted');
    expect(readFileSync(path.join(runFolder, 'summary.csv'), 'utf8').trim().split('\n')).toHaveLength(9);
    expect(existsSync(path.join(at.results(), 'latest'))).toBe(false);
  });
});

describe('what cannot work is found before the first build: exit code 2, a code, and what to do', () => {
  test.each([
    [
      'an unknown app',
      ['--apps', 'goo'],
      'UNKNOWN_NAME',
      'There is no app "goo". Did you mean "go"? There are: node, go, python.',
    ],
    ['an empty selection', ['--apps', ','], 'EMPTY_SELECTION', 'No app is selected.'],
    ['an unknown option', ['--round', '3'], 'USAGE', 'Did you mean "--rounds"?'],
    ['a transfer of images that are none', ['--transfer'], 'USAGE', '--transfer cannot be given with'],
    [
      'a scan of images that are none',
      ['--scan', 'trivy', '--transfer'],
      'USAGE',
      '--transfer and --scan cannot be given with --engine fake, which has no images.',
    ],
    ['a builder', ['--builder', 'one'], 'USAGE', '--builder cannot be given with --engine fake'],
    ['rounds 0', ['--rounds', '0'], 'USAGE', '--rounds must be a whole number from 1 to 1000, not "0".'],
  ])('%s', async (_, words, code, message) => {
    const { exitCode, stderr, stdout } = await stagebench([
      'run',
      '--engine',
      'fake',
      '--results',
      at.results(),
      ...words,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error ${code}: `);
    expect(stderr).toContain(message);
    expect(stderr).toContain('what to do: ');
    expect(stdout).toBe('');
    expect(existsSync(at.results())).toBe(false);
  });

  test('a results folder that cannot be written', async () => {
    writeFileSync(at.results(), 'a file');
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error RESULTS_NOT_WRITABLE: ');
    expect(readFileSync(at.results(), 'utf8')).toBe('a file');
  });

  test('an engine that does not answer', async () => {
    const { exitCode, stderr } = await stagebench(
      ['run', '--engine', 'docker', '--results', at.results()],
      {},
      { DOCKER_HOST: `unix://${at.folder()}/nobody.sock` },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `error ENGINE_UNREACHABLE: No engine answers at unix://${at.folder()}/nobody.sock.`,
    );
  });

  test('a second run on the same engine, which names the first', async () => {
    const file = path.join(at.folder(), 'cache', 'stagebench', 'locks', 'engine-fake.lock');
    await using lock = await acquireLock(file, { what: 'a run', runId: 'first-run' });
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error ENGINE_BUSY: Run first-run (process ${lock.note.pid}`);
    await lock.release();
    expect((await run()).exitCode).toBe(0);
  });
});

describe('what needs no engine', () => {
  test('--help names every command, and exits with 0', async () => {
    const { exitCode, stdout } = await ownProcess(['--help']);
    expect(exitCode).toBe(0);
    for (const { usage } of commands) {
      expect(stdout).toMatch(new RegExp(`^ +stagebench ${usage.split(' ')[0] ?? ''}\\b`, 'm'));
    }
  });

  test('--dry-run prints the plan, the same for the same seed, and writes nothing', async () => {
    const words = ['run', '--dry-run', '--seed', '5', '--results', at.results()];
    const first = await stagebench(words);
    expect(first.exitCode).toBe(0);
    // How many variants and cells there are, suites.test.ts knows from the folders.
    const counts = /^\d+ variants, (\d+) cells, 3 rounds: (\d+) timed builds, 9 control builds \(seed 5\)$/m;
    const [, cells, builds] = counts.exec(first.stdout) ?? [];
    expect(builds).toBe(String(3 * 2 * Number(cells)));
    expect((await stagebench(['plan', '--seed', '5', '--results', at.results()])).stdout).toBe(first.stdout);
    expect(existsSync(at.results())).toBe(false);
  });

  test('--dry-run says that what is asked for besides is not foreseen', async () => {
    const words = ['run', '--dry-run', '--results', at.results()];
    const besides = /--transfer, --scan and --reproducible come on top/;
    expect((await stagebench([...words, '--reproducible'])).stdout).toMatch(besides);
    expect((await stagebench(words)).stdout).not.toMatch(besides);
  });

  test.runIf(process.platform === 'linux')('a disk that is full is an error, and not an empty table', () => {
    const full = openSync('/dev/full', 'w');
    const cli = path.join(rootFolder, 'bench', 'cli.js');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'plan', '--results', at.results()], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error OUTPUT_UNWRITTEN: .*ENOSPC/)]);
  });

  test('--version is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await ownProcess(['--version'])).toMatchObject({ exitCode: 0, stdout: version });
  });

  test('images that stay are named at the end', async () => {
    const { stdout } = await run({}, '--keep-images');
    expect(stdout).toMatch(/^ {2}kept: stagebench\/go-(slim|alpine):\w+-\w+, and 1 more of this tag$/m);
    const one = await run({}, '--keep-images', '--strategies', 'slim');
    expect(one.stdout).toMatch(/^ {2}kept: stagebench\/go-slim:\w+-\w+$/m);
    expect((await run()).stdout).not.toContain('kept:');
    const half = await run({ failingBuilds: ['go-slim'] }, '--keep-images');
    expect(half.stdout).toMatch(/^ {2}kept: stagebench\/go-alpine:\w+-\w+$/m);
  });

  test('report prints the table of a recorded run again', async () => {
    const table = (text: string): string => text.slice(text.indexOf('app '), text.indexOf('cells built'));
    const { stdout } = await run();
    const latest = path.join(at.results(), 'latest');
    const again = await stagebench(['report', '--results', at.results(), '--run', latest]);
    expect(again.exitCode).toBe(0);
    expect(table(again.stdout)).toBe(table(stdout));
  });

  test('report of a run in which cells failed exits with 1, as the run did', async () => {
    expect((await run({ failingBuilds: ['go-slim'] })).exitCode).toBe(1);
    expect((await stagebench(['report', '--results', at.results()])).exitCode).toBe(1);
  });

  test('report of a run that is not there is an error', async () => {
    const { exitCode, stderr } = await stagebench(['report', '--run', path.join(at.folder(), 'nope')]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error NO_RUN: ')]);
  });
});
