import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { History } from '../../../src/record/history/history.ts';
import { madeHistory } from '../../../src/stats/trend/made-history.fixture.ts';
import { writeHistory } from '../../../src/record/history/written-history.fixture.ts';
import { rootFolder } from '../../context.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const at = useFakeCli();
const bisect = (...words: string[]) =>
  at.stagebench(['bisect', '--engine', 'fake', '--results', at.results(), '--quiet', ...words]);
const head = execFileSync('git', ['-C', rootFolder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();

describe('bisect', () => {
  test('builds a commit and this checkout in turns: a run of its own, and no difference', async () => {
    const { exitCode, stdout, stderr } = await bisect(
      'go/slim/cold',
      '--before',
      head,
      '--pairs',
      '5',
      '--json',
    );
    expect(exitCode, stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as {
      steps: { found: { verdict: string; pairs: number; folder: string } }[];
    };
    expect(steps).toMatchObject([{ what: 'all', found: { verdict: 'alike', pairs: 5 } }]);
    const [run = ''] = readdirSync(path.join(at.results(), 'sides')).filter((name) => name !== 'latest');
    expect(steps[0]?.found.folder).toBe(path.join(at.results(), 'sides', run));
    const report = await at.stagebench(['report', '--run', path.join(at.results(), 'sides', run)]);
    expect(report.stdout).toMatch(/^go +slim-before +/m);
    expect(report.stdout).toMatch(/^go +slim-after +/m);
  });

  test.each([
    ['no series', ['go/slim'], 'error USAGE: "go/slim" is no series'],
    ['too few pairs', ['go/slim/cold', '--pairs', '4'], '--pairs needs at least 5'],
    [
      'a cell that there is not',
      ['go/slam/cold', '--before', head],
      'There is no strategy "slam". Did you mean "slim"?',
    ],
    ['a scenario that there is not', ['go/slim/colt'], 'There is no scenario "colt". Did you mean "cold"?'],
    [
      'a night that there is not',
      ['go/slim/cold', '--before', '2020-01-01'],
      'There is no night or commit "2020-01-01"',
    ],
    ['a commit that git does not have', ['go/slim/cold', '--before', 'f'.repeat(40)], 'error PAST_GONE'],
  ])('%s: exit code 2, and nothing is built', async (_, words, message) => {
    expect(await bisect(...words)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) });
  });

  describe('of a history', () => {
    const day = (place: number): string => new Date(Date.UTC(2026, 0, 1 + place)).toISOString().slice(0, 10);
    const of = async (made: History, ...words: string[]): Promise<string> => {
      writeHistory(path.join(at.results(), 'history'), made);
      const { exitCode, stderr } = await bisect('go/slim/cold', ...words);
      expect(exitCode).toBe(2);
      return stderr;
    };
    const gone = madeHistory(5, () => ({ pins: { commit: 'a'.repeat(40) } }));

    test('a date without a night names the nearest ones', async () => {
      const lacking = {
        ...gone,
        nights: gone.nights.filter((_, place) => place !== 2),
        series: new Map(
          [...gone.series].map(([key, one]) => [key, { ...one, points: one.points.toSpliced(2, 1) }]),
        ),
      };
      expect(await of(lacking, '--before', day(2))).toContain(
        `error UNKNOWN_NAME: There is no night or commit "${day(2)}". The nearest nights: ${day(0)} (run n0), ${day(1)} (run n1), ${day(3)} (run n3), ${day(4)} (run n4).`,
      );
      expect(await of(lacking, '--before', 'n2')).toContain(
        'There is no night or commit "n2". Did you mean "n1"?',
      );
    });

    test('a date with several nights is the last of them, and that is said', async () => {
      const stderr = await of(gone, '--before', '2026-01');
      expect(stderr).toContain(
        'note: 2026-01 names 5 nights: the last one is taken, run n4. The others: n0, n1, n2, n3',
      );
      expect(await of(gone, '--before', day(2))).not.toContain('note:');
    });
  });

  test('takes the night before the newest change if none is named; its commit may be gone', async () => {
    const history = path.join(at.results(), 'history');
    const gone = 'a'.repeat(40);
    writeHistory(
      history,
      madeHistory(90, (cell, night) => ({
        pins: { commit: gone, ...(night >= 60 && cell.startsWith('go/slim') && { definition: 'd2' }) },
        ...(cell === 'go/slim/cold' && night >= 60 && { ratio: 1.3 }),
      })),
    );
    expect(await bisect('go/slim/cold')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`error PAST_GONE: The files of commit ${gone} cannot be had`),
    });
    expect(await bisect('node/slim/cold')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('error NO_NIGHT'),
    });
  });
});
