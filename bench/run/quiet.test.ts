import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellId } from '../../src/domain/run/plan.ts';
import type { KeptBuild } from '../../src/record/kept-build.ts';
import type { RecordedRun } from '../../src/record/read/read-run.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { usePlaces } from '../resume/place.fixture.ts';

const place = usePlaces();
const { run, onlyRun, stagebench } = useFakeCli();

/** Two rounds of go/slim and go/alpine in all scenarios, with the control: 18 builds. */
const words = ['--rounds', '2'];
const text = (row: KeptBuild): string => `${row.phase} ${cellId(row)} ${row.round} ${row.state}`;
const table = (stdout: string): string =>
  stdout
    .split('\n')
    .filter((line) => line.includes('│') || line.includes('go/'))
    .join('\n');
const summaryOf = ({ folder }: RecordedRun): string =>
  readFileSync(path.join(folder, 'summary.csv'), 'utf8').replaceAll(/^[^,]*,/gm, '');
const every = (builds: number, foreignCpu: number): Record<number, number> =>
  Object.fromEntries(Array.from({ length: builds }, (_, index) => [index + 1, foreignCpu]));

/** What the builds of round 2 are, in their order. */
async function secondRound(): Promise<KeptBuild[]> {
  const at = place();
  await at.start(words, {});
  return (await at.read()).builds.filter(({ round }) => round === 2);
}

describe('a warm visit that other programs disturbed', () => {
  test('is kept with its numbers, made again at the end, and the table is as without it', async () => {
    const warm = (await secondRound()).find(
      ({ scenario, phase }) => scenario === 'warm' && phase === 'measure',
    );
    const { sequence = 0 } = warm ?? {};
    const undisturbed = place();
    const quiet = await undisturbed.start(words, {});
    const done = await run({ foreignCpu: { [sequence]: 0.4 } }, ...words);
    expect(done.exitCode).toBe(0);
    const recorded = await onlyRun();
    const { builds } = recorded;
    const cell = `${warm === undefined ? '' : cellId(warm)} 2`;
    expect(builds[sequence - 1]).toMatchObject({
      ...{ state: 'disturbed', foreign_cpu: 0.4, error_code: 'MACHINE_BUSY' },
      reason: 'other programs used 40 % of a core',
    });
    expect(builds[sequence - 1]?.wall_ms).toBeGreaterThan(0);
    expect(builds.slice(18).map(text)).toEqual([`prime ${cell} built`, `measure ${cell} built`]);
    expect(summaryOf(recorded)).toBe(undisturbed.summary().join('\n'));
    expect(table(done.stdout)).toBe(table(quiet.stdout));
    const lines = done.stderr.split('\n').filter((line) => line.includes('disturbed'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^ *\d+\/18 {2}round 2 {2}go\/\w+ warm +disturbed +\d.* other programs used 40 % of a core$/,
      ),
      expect.stringMatching(/^1 visit was disturbed by other programs \(go\/\w+\/warm\): it is made again$/),
    ]);
    // 16 visits that were planned, and one more.
    expect(done.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the machine was not quiet all the time: others used 0.0 % of a core in the median build, 0.0 % at most; ' +
        '1 of 17 visits were disturbed, by others that used more than 10 % of a core, up to 40 %: they do not count',
    );
    // Read again, where no engine is.
    expect((await stagebench(['report', '--run', recorded.folder])).stdout).toContain(
      '1 of 17 visits were disturbed',
    );
  });
});

test('a build of 10 % is none: the limit is passed, not reached', async () => {
  const { exitCode, stdout } = await run({ foreignCpu: every(40, 0.1) }, ...words);
  expect(exitCode).toBe(0);
  expect((await onlyRun()).builds.filter(({ state }) => state !== 'built')).toEqual([]);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('0 of 16 visits disturbed');
});

test('on a machine that stays busy every visit is made once more, and the run says what it lacks', async () => {
  const { exitCode, stdout } = await run({ foreignCpu: every(100, 0.7) }, ...words);
  expect(exitCode).toBe(1);
  const { builds, manifest } = await onlyRun();
  const measured = builds.filter(({ phase }) => phase === 'measure');
  expect(measured.map(({ state }) => state)).toEqual(measured.map(() => 'disturbed'));
  expect(measured).toHaveLength(32);
  // As planned, and no control again.
  expect(builds).toHaveLength(18 + 16);
  expect(manifest.outcome).toBe('incomplete');
  const said = stdout.replaceAll(/\s+/g, ' ');
  expect(said).toContain('32 of 32 visits were disturbed');
  expect(said).toMatch(/disturbed, and no sample in its place: go\/\w+\/\w+ in rounds 1, 2/);
});

test('a run that is killed among its revisits goes on with those that are left', async () => {
  const round = await secondRound();
  const cold = round.filter(({ scenario, phase }) => scenario === 'cold' && phase === 'measure');
  const foreignCpu = Object.fromEntries(cold.map(({ sequence }) => [sequence, 0.5]));
  const uncut = place();
  await uncut.start(words, { foreignCpu });
  const at = place();
  // Two are made again: builds 19 and 20.
  expect((await at.start(words, { foreignCpu, killedBuild: 20 })).ended).toBe('SIGKILL');
  expect((await at.resume({ foreignCpu: {} })).ended).toBe(0);
  const of = async (where: typeof at) => (await where.read()).builds.map(text);
  expect(await of(at)).toEqual(await of(uncut));
  expect(at.summary()).toEqual(uncut.summary());
});

test('where nobody looks, nothing is said of it', async () => {
  const { stdout } = await run({}, ...words);
  expect((await onlyRun()).builds.filter((row) => row.foreign_cpu !== undefined)).toEqual([]);
  expect(stdout).not.toContain('other programs');
  expect(stdout).not.toContain('disturbed');
});
