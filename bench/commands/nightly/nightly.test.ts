import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { madeHistory } from '../../../src/stats/trend/made-history.fixture.ts';
import { readHistory } from '../../../src/record/history/read-history.ts';
import { writeHistory } from '../../../src/record/history/written-history.fixture.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const at = useFakeCli();
const history = (): string => path.join(at.results(), 'history');
const yearFile = (): string => path.join(history(), `${new Date().getUTCFullYear()}.csv`);
const runs = (): string[] => readdirSync(at.results()).filter((name) => /^\d{8}T/.test(name));

const canMount =
  process.getuid?.() === 0 && (await execa('unshare', ['--mount', 'true'], { reject: false })).exitCode === 0;

const nightly = (fake: object = {}, ...words: string[]) =>
  at.stagebench(
    [
      ...['nightly', '--engine', 'fake', '--results', at.results(), '--apps', 'go', '--strategies', 'slim'],
      ...['--rounds', '2', '--seed', '1', ...words],
    ],
    fake,
  );
const taken = (...words: string[]) => at.stagebench(['nightly', '--results', at.results(), ...words]);

describe('a night', () => {
  test('is a run, a night of the history, and a folder for a CI job', async () => {
    const { exitCode, stdout, stderr } = await nightly();
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^## Night \d{4}-\d{2}-\d{2}: no new regression\n\nNight 1 of 1, run /);
    expect(stdout).toContain(
      'The rule about times is silent so far about 8 of 8 series. It needs 27 nights of a new series',
    );
    expect(stdout).toContain('False alarms of this machine, from what is built under two names: 0 slowdowns');
    const { nights, series } = await readHistory(history());
    expect(nights.map(({ runId }) => runId)).toEqual(runs());
    // slim and slim-again, in four scenarios.
    expect([...series.values()].filter(({ metric }) => metric === 'wall_ms')).toHaveLength(8);
    expect(readdirSync(path.join(at.results(), 'night')).toSorted()).toEqual(
      ['alerts.json', 'bencher.json', 'github-action-benchmark.json', 'junit.xml', 'openmetrics.txt'].concat(
        'report.html',
        'summary.md',
        'trace.json',
      ),
    );
    expect(readFileSync(path.join(at.results(), 'night/summary.md'), 'utf8')).toBe(`${stdout}\n`);
    expect(readFileSync(path.join(at.results(), 'night/report.html'), 'utf8')).toContain(
      'id="series-go-slim-cold"',
    );
  });

  test('is not to go on: what it lacks, the next nights bring', async () => {
    const { stderr } = await nightly({}, '--strategies', 'slim,alpine');
    expect(stderr).toContain('too few for a verdict');
    expect(stderr).not.toContain('--resume');
  });

  test('that is given again is the same night, to the byte', async () => {
    await nightly();
    const before = readFileSync(yearFile(), 'utf8');
    const { exitCode, stdout, stderr } = await taken('--run', 'latest');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('is a night of the history already');
    expect(stdout).toContain('Night 1 of 1');
    expect(readFileSync(yearFile(), 'utf8')).toBe(before);
  });

  test('in which a cell failed is a night, and no slowdown: exit code 1', async () => {
    const { exitCode, stdout } = await nightly({ failingBuilds: ['go-slim'] });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^## Night \S+: 4 of 8 cells failed, no new regression\n\nNight 1 of 1, .*\n\n\*\*Failed\*\*, 4 of 8/,
    );
    expect(stdout).toContain('go/slim/cold (BUILD_FAILED)');
    const alerts = JSON.parse(readFileSync(path.join(at.results(), 'night/alerts.json'), 'utf8')) as object[];
    expect(alerts).toMatchObject([
      {
        state: 'open',
        verdict: 'failed',
        title: expect.stringMatching(/^4 of 8 cells failed \[\d{8}-cells-failed\]$/),
      },
    ]);
    const { series } = await readHistory(history());
    const cold = series.get('go/slim/cold wall_ms')?.points;
    expect(cold?.map(({ state, value }) => `${state} ${value}`)).toEqual(['failed NaN']);
  });

  test('that is interrupted is none', async () => {
    const { exitCode } = await nightly({ interruptedBuild: 3 });
    expect(exitCode).toBe(130);
    expect(existsSync(yearFile())).toBe(false);
  });
});

describe('before the first build', () => {
  test('a history that cannot be written is found', async () => {
    mkdirSync(at.results());
    writeFileSync(history(), 'a file');
    const { exitCode, stderr } = await nightly();
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/error HISTORY_(UNREADABLE|NOT_WRITABLE)/);
    expect(runs()).toEqual([]);
  });

  test.runIf(canMount)('a history on a read-only file system is found', async () => {
    mkdirSync(history(), { recursive: true });
    await execa('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', history()]);
    try {
      const { exitCode, stderr } = await nightly();
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringContaining(
          `error HISTORY_NOT_WRITABLE: The history ${history()} cannot be written: EROFS.`,
        ),
      ]);
      expect(runs()).toEqual([]);
    } finally {
      await execa('umount', [history()]);
    }
  });

  test('a history with marks of a merge is found, and stays as it is', async () => {
    mkdirSync(history(), { recursive: true });
    await nightly();
    const [run = ''] = runs();
    const text = readFileSync(yearFile(), 'utf8').replace('\n', '\n<<<<<<< ours\n');
    writeFileSync(yearFile(), text);
    const { exitCode, stderr } = await nightly();
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('line 2: it is a mark of a merge conflict'),
    ]);
    expect(readFileSync(yearFile(), 'utf8')).toBe(text);
    expect(runs()).toEqual([run]);
  });

  test('made-up nights are not put beside measured ones', async () => {
    writeHistory(history(), madeHistory(3));
    const { exitCode, stderr } = await nightly();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error HISTORY_MIXED')]);
    expect(runs()).toEqual([]);
  });
});

describe('after the last build', () => {
  test('a history that cannot be written any more: the run is kept, and the command that adds it works', async () => {
    mkdirSync(`${yearFile()}.new`, { recursive: true });
    const { exitCode, stderr } = await nightly();
    const [, command = ''] = /The run is kept\. Once that is mended, `([^`]+)` adds it\./.exec(stderr) ?? [];
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/error HISTORY_NOT_WRITABLE: .*EISDIR\. The run is kept\./),
    ]);
    const [run = ''] = runs();
    expect(command).toBe(`npm run -s nightly -- --run ${path.join(at.results(), run)}`);
    rmdirSync(`${yearFile()}.new`);
    const added = await at.stagebench([
      'nightly',
      '--results',
      at.results(),
      ...command.split(' ').slice(-2),
    ]);
    expect([added.exitCode, added.stdout]).toEqual([0, expect.stringContaining(`Night 1 of 1, run ${run}.`)]);
  });
});

test('a history that is elsewhere is named by the command that adds the run', async () => {
  const elsewhere = path.join(at.folder(), 'elsewhere');
  mkdirSync(path.join(elsewhere, `${path.basename(yearFile())}.new`), { recursive: true });
  const { stderr } = await nightly({}, '--history', elsewhere);
  expect(stderr).toContain(` --history ${elsewhere}\` adds it.`);
});

/** A history of 30 nights of measured times, with a step in the last ones. */
function stepped(nights: number): void {
  writeHistory(
    history(),
    madeHistory(nights, (cell, night) =>
      cell === 'go/slim/cold' && night >= 60 ? { ratio: 1.3, pins: { base: 'b2' } } : {},
    ),
  );
}
const trend = (...words: string[]) => at.stagebench(['trend', '--results', at.results(), ...words]);
const eventId = '20260302-go-slim-cold-slower';

describe('trend', () => {
  test('shows every cell, the change with its cause, and the command that shows it again', async () => {
    stepped(90);
    const { exitCode, stdout } = await trend();
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => /^go +slim +cold/.test(line))[0]).toMatch(
      /× 1\.[23]\d* since 2026-03-02/,
    );
    expect(stdout).toMatch(/\*\*Regression\*\*: go\/slim\/cold takes 1\.(2[5-9]|3)/);
    expect(stdout).toContain('the base image (`b1` → `b2`)');
    expect(stdout).toContain(`bisect go/slim/cold --history ${history()} --before n59 --after n62`);
  });

  test('of one series shows every night, of several only these', async () => {
    stepped(70);
    expect(
      (await trend('--series', 'go/slim/cold')).stdout.split('\n').filter((line) => /\bn\d+\b/.test(line))
        .length,
    ).toBeGreaterThanOrEqual(70);
    const { stdout } = await trend('--series', 'node');
    expect(stdout).toMatch(/^node +alpine +cold/m);
    expect(stdout).not.toMatch(/^go /m);
    expect(stdout).not.toContain('Regression');
    expect(await trend('--series', 'go/slom')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('error UNKNOWN_NAME'),
    });
  });

  test('accept records a decision with its reason, once', async () => {
    stepped(90);
    expect(await trend('accept', eventId)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--reason'),
    });
    expect(await trend('accept', 'nothing', '--reason', 'x')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(eventId),
    });
    expect((await trend('accept', eventId, '--reason', '=worth it, "really"')).stderr).toContain(
      `accepted: ${eventId}`,
    );
    expect((await trend('accept', eventId, '--reason', 'again')).stderr).toContain('was accepted before');
    const { stdout } = await trend();
    expect(stdout).not.toContain('trend accept');
    expect(stdout).toMatch(/- Accepted \d{4}-\d{2}-\d{2}: =worth it, "really"/);
  });

  test('accept of an event where there is none says that there are none', async () => {
    stepped(3);
    expect(await trend('accept', 'x', '--reason', 'y')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no event "x". There are none.'),
    });
  });

  test('without a night, and of a history that another program wrote, says so', async () => {
    expect(await trend()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('error NO_NIGHT') });
    mkdirSync(history(), { recursive: true });
    const text = `date,value\n${'2026-01-01,1\n'.repeat(800_000)}`;
    writeFileSync(path.join(history(), '2026.csv'), text);
    expect(await trend()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('it is no head of a history of Stagebench'),
    });
    expect(readFileSync(path.join(history(), '2026.csv'), 'utf8')).toBe(text);
  });
});

test('what was kept of a history changes nothing of what is said of it', async () => {
  stepped(90);
  const first = await trend('--json');
  const again = await trend('--json');
  expect(again.stdout).toBe(first.stdout);
  // Another value in an old night, with as many bytes: what was kept is not of this history.
  const file = path.join(history(), '2026.csv');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(',b2,', ',b3,'));
  expect((await trend()).stdout).toContain('the base image (`b1` → `b3`)');
});

describe('history compact', () => {
  const compact = (...words: string[]) =>
    at.stagebench(['history', 'compact', '--results', at.results(), ...words]);

  test('thins old nights, keeps each change with its id and its decision, and says how much', async () => {
    stepped(200);
    const trend = (...words: string[]) => at.stagebench(['trend', '--results', at.results(), ...words]);
    const [, id = ''] = /trend accept (\S+)/.exec((await trend()).stdout) ?? [];
    await trend('accept', id, '--reason', 'worth it');
    const decided = new RegExp(`- Accepted \\S+: worth it \\(event ${id}\\)`);
    expect((await trend()).stdout).toMatch(decided);
    const { exitCode, stdout } = await compact('--days', '60');
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^2026\.csv: 2400 rows → \d+$/)]);
    expect((await readHistory(history())).nights.length).toBeLessThan(150);
    expect((await trend()).stdout).toMatch(decided);
    expect((await compact('--days', '60')).stdout).toContain('nothing to thin');
    // What the nights had told is read, not found again.
    const file = path.join(history(), 'changes.csv');
    expect(readFileSync(file, 'utf8')).toMatch(/^until,.*\nn199,,/);
    writeFileSync(file, 'until,scope,series,shift,since,found\nn199,,,,,\n');
    expect((await trend()).stdout).not.toMatch(decided);
  });

  test('refuses what it does not know', async () => {
    expect(await compact()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('error NO_NIGHT') });
    expect(await at.stagebench(['history', 'shrink'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no action "shrink"'),
    });
  });
});
