import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cellId } from '../../src/domain/run/plan.ts';
import type { KeptBuild } from '../../src/record/kept-build.ts';
import type { RecordedRun } from '../../src/record/read/read-run.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { usePlaces } from '../resume/place.fixture.ts';

const place = usePlaces();
const { run, onlyRun, results, stagebench } = useFakeCli();

/** Two rounds of go/slim and go/alpine in all scenarios: 16 visits, and the control. */
const words = ['--rounds', '2'];
const text = (row: KeptBuild): string => `${row.phase} ${cellId(row)} ${row.round} ${row.state}`;
const inOneLine = (said: string): string => said.replaceAll(/\s+/g, ' ');
const table = (stdout: string): string =>
  stdout
    .split('\n')
    .filter((line) => /^(app|go) /.test(line))
    .join('\n');
const summaryOf = ({ folder }: RecordedRun): string =>
  readFileSync(path.join(folder, 'summary.csv'), 'utf8').replaceAll(/^[^,]*,/gm, '');
/** In these builds others use so much of a core, by their numbers. */
const used = (share: number, builds: readonly number[]): Readonly<Record<number, number>> =>
  Object.fromEntries(builds.map((build) => [build, share]));
const always = (share: number) =>
  used(
    share,
    Array.from({ length: 500 }, (_, index) => index + 1),
  );

/** A run that nothing has disturbed. */
async function undisturbed() {
  const at = place();
  const { stdout } = await at.start(words, {});
  const { builds } = await at.read();
  const numbersOf = (scenario: string, round: number, strategies: readonly string[]): number[] =>
    builds
      .filter((row) => row.phase === 'measure' && row.scenario === scenario && row.round === round)
      .filter(({ strategy }) => strategies.includes(strategy))
      .map(({ sequence }) => sequence);
  return { stdout, summary: at.summary().join('\n'), builds, numbersOf };
}

test('a warm visit that others disturbed is kept with its numbers and made again; the table is as without it', async () => {
  const quiet = await undisturbed();
  const numbers = quiet.numbersOf('warm', 2, ['slim']);
  const done = await run({ foreignCpu: used(0.4, numbers) }, ...words);
  expect(done.exitCode).toBe(0);
  const recorded = await onlyRun();
  const kept = recorded.builds.filter(({ sequence }) => numbers.includes(sequence));
  expect(kept).toMatchObject(
    numbers.map(() => ({
      ...{ state: 'disturbed', foreign_cpu: 0.4, error_code: 'MACHINE_BUSY' },
      reason: 'other programs used 40 % of a core',
    })),
  );
  expect(kept.every(({ wall_ms: ms = 0 }) => ms > 0)).toBe(true);
  const again = numbers.map(() => 'measure go/slim/warm 2 built');
  expect(recorded.builds.slice(quiet.builds.length).map(text)).toEqual([
    'prime go/slim/warm 2 built',
    ...again,
  ]);
  expect(summaryOf(recorded)).toBe(quiet.summary);
  expect(table(done.stdout)).toBe(table(quiet.stdout));
  expect(table(done.stdout)).toContain('alpine');
  expect(done.stderr.split('\n').filter((line) => line.includes('disturbed'))).toEqual([
    expect.stringMatching(
      /^ *\d+\/\d+ {2}round 2 {2}go\/slim warm +disturbed +\d.* other programs used 40 % of a core$/,
    ),
    '1 visit was disturbed by other programs (go/slim/warm): it is made again',
  ]);
  expect(inOneLine(done.stdout)).toContain(
    'the machine was not quiet all the time: others used 0.0 % of a core in the median build that counts, 0.0 % at most; ' +
      '1 of 17 visits were disturbed, by others that used more than 10 % of a core, up to 40 %: they do not count',
  );
  // Read again, where no engine is.
  const report = await stagebench(['report', '--run', recorded.folder]);
  expect(inOneLine(report.stdout)).toContain('1 of 17 visits were disturbed');
});

test('10 % is none: the limit is passed, not reached', async () => {
  const { exitCode, stdout } = await run({ foreignCpu: always(0.1) }, ...words);
  expect(exitCode).toBe(0);
  expect((await onlyRun()).builds.filter(({ state }) => state !== 'built')).toEqual([]);
  expect(inOneLine(stdout)).toContain('0 of 16 visits disturbed');
});

test('on a machine that stays busy every visit is made once more, and the run says what it lacks', async () => {
  const { builds: planned } = await undisturbed();
  const { exitCode, stdout } = await run({ foreignCpu: always(0.7) }, ...words);
  expect(exitCode).toBe(1);
  const { builds, manifest } = await onlyRun();
  expect(new Set(builds.map(({ state }) => state))).toEqual(new Set(['disturbed']));
  // All once more, but for the control.
  expect(builds.slice(planned.length).map(text).toSorted()).toEqual(
    builds
      .slice(0, planned.length)
      .filter(({ phase }) => phase === 'measure')
      .map(text)
      .toSorted(),
  );
  expect(manifest.outcome).toBe('incomplete');
  expect(inOneLine(stdout)).toContain('32 of 32 visits were disturbed');
  expect(inOneLine(stdout)).toMatch(/disturbed, and no sample in its place: go\/\w+\/\w+ in rounds 1, 2/);
});

test('what was disturbed all the time is made again when somebody resumes the run; the table is then as on a quiet machine', async () => {
  const quiet = await undisturbed();
  const at = place();
  const first = await at.start(words, { foreignCpu: always(0.7) });
  expect(first.ended).toBe(1);
  expect(inOneLine(first.stdout)).toMatch(
    /disturbed every time are made again by the following, .* STAGEBENCH_BUSY.* npm run bench -- --resume /,
  );
  const still = await at.resume({ foreignCpu: always(0.7) });
  expect(still.ended).toBe(1);
  const second = await at.resume({ foreignCpu: {} });
  expect([second.ended, table(second.stdout)]).toEqual([0, table(quiet.stdout)]);
  expect(inOneLine(second.stdout)).not.toContain('disturbed every time');
  expect((await at.read()).manifest.outcome).toBe('complete');
  expect((await at.resume({})).stderr).toContain('error NO_RUN');
});

test('a value of STAGEBENCH_BUSY that is none is refused before anything is built', async () => {
  const { exitCode, stderr } = await stagebench(
    ['run', '--engine', 'fake', '--results', results(), ...words],
    {},
    { STAGEBENCH_BUSY: '30%' },
  );
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('STAGEBENCH_BUSY is "30%".')]);
});

test('a run that is killed among its revisits goes on with those that are left', async () => {
  const quiet = await undisturbed();
  const foreignCpu = used(0.5, quiet.numbersOf('cold', 2, ['slim', 'alpine']));
  const uncut = place();
  await uncut.start(words, { foreignCpu });
  const at = place();
  // Two are made again. It dies in the second one.
  const killedBuild = quiet.builds.length + 2;
  expect((await at.start(words, { foreignCpu, killedBuild })).ended).toBe('SIGKILL');
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
