import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';

const { results, run } = useFakeCli();

const eight = (time: number): number[] => Array.from({ length: 8 }, (_, index) => time + index);
const times = {
  'go/single-stage/cold': eight(1000),
  'go/slim/cold': eight(1100),
  'go/alpine/cold': eight(1200),
};
const write = (runId = 'r1', manifest = {}): void => {
  symlinkSync(
    writeRun(results(), { runId, times, manifest }).split(path.sep).at(-1) ?? '',
    path.join(results(), 'latest'),
  );
};
const report = (...words: string[]) => stagebench(['report', '--results', results(), ...words]);

describe('a report', () => {
  test.each([[[]], [['--run', 'latest']], [['--run', 'r1']], [['--run', 'FOLDER']]])(
    'of the run that is named: %j',
    async (words) => {
      write();
      const { exitCode, stdout } = await report(
        ...words.map((word) => (word === 'FOLDER' ? path.join(results(), 'r1') : word)),
      );
      expect(exitCode).toBe(0);
      expect(stdout).toContain('3 of 3 cells built');
    },
  );

  test('says first which run it is of, and when and on what that was measured', async () => {
    write();
    const { stdout } = await report();
    expect(stdout.split('\n')[0]).toBe(
      'Run r1. Measured 2026-01-01 on the docker engine 28.0.0 (overlay2, buildx 0.20.0), a CPU, 2 cores, 8.00 GB memory, kernel 6.12.0.',
    );
  });

  test('calls a folder below the one it is printed in as it is called from there, and as a whole for programs', async () => {
    write();
    const from = vi.spyOn(process, 'cwd').mockReturnValue(path.dirname(results()));
    const [words, data] = [await report('--run', 'r1'), await report('--run', 'r1', '--json')];
    from.mockRestore();
    expect(words.stdout).toMatch(new RegExp(`^ {2}rows: ${path.basename(results())}/r1$`, 'm'));
    expect((JSON.parse(data.stdout) as { folder: string }).folder).toBe(path.join(results(), 'r1'));
  });

  test('holds every strategy against single-stage, in a second table', async () => {
    write();
    const { stdout } = await report();
    expect(stdout).toContain('\nagainst single-stage:\n');
    expect(stdout).toMatch(/^go +slim +1\.10 \(1\.10–1\.10\) slower +1\.00$/m);
    expect(stdout).toMatch(/^go +alpine +1\.20 \(1\.20–1\.20\) slower +1\.00$/m);
    expect(stdout).toContain('corrected for 2 comparisons of cold builds');
  });

  test('with --baseline against that', async () => {
    write();
    const { stdout } = await report('--baseline', 'alpine');
    expect(stdout).toContain('\nagainst alpine:\n');
    expect(stdout).toMatch(/^go +single-stage +0\.83 /m);
  });

  test('against what the suite of the run says', async () => {
    write('r1', { baselines: { alpine: 'slim' } });
    const { stdout } = await report();
    expect(stdout).toContain('\nagainst slim:\n');
    expect(stdout).not.toContain('1.10 (');
  });

  test('with --json holds verdicts and findings, and nothing else is printed', async () => {
    write();
    const { stdout, stderr } = await report('--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      runId: 'r1',
      summary: [{ wall_ms_low: expect.any(Number) }, {}, {}],
      comparisons: [
        {
          cell: { app: 'go', strategy: 'slim', scenario: 'cold' },
          baseline: { strategy: 'single-stage' },
          time: { ratio: expect.closeTo(1.1, 2), verdict: { kind: 'slower' } },
          sizeBytes: { kind: 'equal' },
        },
        { cell: { strategy: 'alpine' } },
      ],
      findings: { outliers: [], firstVisits: [] },
    });
  });
});

describe('what is not there: exit code 2, and the nearest name', () => {
  test.each([
    ['a baseline', ['--baseline', 'slimm'], 'There is no strategy "slimm" in this run. Did you mean "slim"?'],
    [
      'a baseline that only other runs have',
      ['--baseline', 'distroless'],
      'There is no strategy "distroless" in this run. There are: single-stage, slim, alpine.',
    ],
    ['a run', ['--run', 'r2'], 'There is no run "r2". Did you mean "r1"?'],
  ])('%s', async (_, words, message) => {
    write();
    const { exitCode, stdout, stderr } = await report(...words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error UNKNOWN_NAME: ${message}`);
  });
});

describe('a run', () => {
  test('prints at its end what report prints again', async () => {
    const { stdout } = await run({}, '--rounds', '6');
    expect(stdout).toContain('\nagainst slim:\n');
    expect(stdout).toContain('single-stage is not in this run: the baseline is slim, its first strategy');
    const table = (text: string): string => text.slice(0, text.indexOf('rows: '));
    expect(table((await report()).stdout)).toBe(table(`${stdout}\n`));
  });

  test('of a project does not miss single-stage, which is a Dockerfile of the samples', async () => {
    const own = { 'shop/slim/cold': eight(1100), 'shop/alpine/cold': eight(1200) };
    writeRun(results(), { runId: 'r1', times: own, manifest: { project: { name: 'shop' } } });
    const { stdout } = await report('--run', 'r1');
    expect(stdout).toContain('\nagainst slim:\n');
    expect(stdout).not.toContain('is not in this run');
  });

  test('with too few samples for a verdict says how many it takes', async () => {
    const { stdout } = await run({}, '--rounds', '2');
    expect(stdout).not.toMatch(/^against slim:/m);
    expect(stdout).toContain(
      'no verdicts against slim: 2 samples in each cell are too few for a verdict, which takes 6 rounds',
    );
  });

  test('of too few samples says what a verdict takes where a baseline was asked for, and no ratio', async () => {
    await run({}, '--rounds', '2');
    const { stdout } = await report('--baseline', 'alpine');
    expect(stdout).toContain('\nagainst alpine:\n');
    expect(stdout).toMatch(/^go +slim +needs 6 samples/m);
    expect(stdout).not.toContain('no verdicts');
  });

  test('cannot be held against a strategy that it does not build, and says so before the first build', async () => {
    const { exitCode, stdout, stderr } = await run({}, '--strategies', 'slim', '--baseline', 'alpine');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      'error UNKNOWN_NAME: There is no strategy "alpine" in this run. There are: slim.\n',
    );
  });

  test('of nothing but the baseline says so', async () => {
    await run({}, '--strategies', 'slim');
    expect((await report('--baseline', 'slim')).stdout).toContain(
      'nothing is compared with slim: it is the only strategy of this run',
    );
  });

  test('of one strategy is held against nothing', async () => {
    const { stdout } = await run({}, '--strategies', 'slim');
    expect(stdout).not.toMatch(/against|too few|held/);
  });

  test('fills the columns of the interval and of the control in summary.csv', async () => {
    await run({}, '--rounds', '6');
    const [head = '', first = ''] = readFileSync(path.join(results(), 'latest', 'summary.csv'), 'utf8').split(
      '\n',
    );
    const row = Object.fromEntries(head.split(',').map((name, index) => [name, first.split(',')[index]]));
    for (const column of ['wall_ms_low', 'wall_ms_high', 'control_ratio_median', 'control_ratio_low'])
      expect(Number(row[column])).toBeGreaterThan(0);
  });
});
