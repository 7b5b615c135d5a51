import { cpSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { roundsOfCells } from '../../src/plan/plan.ts';
import { expectAsUncut, usePlaces, type Place } from './place.fixture.ts';

const place = usePlaces();

/** A run of go with two strategies and no edits. */
const rounds = (count: number): string[] => ['--rounds', String(count), '--scenarios', 'cold,warm'];

async function finished(count: number, fake: object = {}, ...options: string[]): Promise<Place> {
  const at = place();
  expect((await at.start([...rounds(count), ...options], fake)).ended).toBe(0);
  return at;
}
const roundsOf = async (at: Place) => Object.fromEntries(roundsOfCells((await at.read()).manifest.plan));
const run = (at: Place): string => path.dirname(at.file('run.json'));

describe.concurrent('a run that is finished goes on with --rounds', { timeout: 120_000 }, () => {
  test('and comes out as one that was planned so; run.json says so', async () => {
    const at = await finished(2);
    const before = readFileSync(at.file('builds.csv'), 'utf8');
    const { ended, stderr } = await at.resumeWith(['--rounds', '4']);
    expect([ended, stderr]).toEqual([
      0,
      expect.stringMatching(/ goes on after 30 builds, to 4 rounds, on fake /),
    ]);
    await expectAsUncut(at, rounds(4));
    expect(readFileSync(at.file('builds.csv'), 'utf8').startsWith(before)).toBe(true);
    const { manifest } = await at.read();
    expect(manifest).toMatchObject({ outcome: 'complete', options: { rounds: 4 }, plan: { rounds: 4 } });
    expect(manifest.resumed).toMatchObject([{ rows: 30, rounds: 4 }]);
    expect(readlinkSync(path.join(run(at), '..', 'latest'))).toBe(path.basename(run(at)));
  });

  test('and again, each time by what latest points to', async () => {
    const at = await finished(1);
    for (const count of ['2', '3'])
      expect((await at.resumeWith(['--rounds', count], {}, 'latest')).ended).toBe(0);
    await expectAsUncut(at, rounds(3));
    expect((await at.read()).manifest.resumed).toHaveLength(2);
  });

  test('killed on the way, it goes on without being told how far', async () => {
    const at = await finished(1);
    expect((await at.resumeWith(['--rounds', '3'], { killedBuild: 4 })).ended).toBe('SIGKILL');
    expect((await at.read()).manifest.outcome).toBeUndefined();
    expect((await at.resume()).ended).toBe(0);
    await expectAsUncut(at, rounds(3));
  });

  test('one that was interrupted is finished, and gets more', async () => {
    const at = place();
    expect((await at.start(rounds(2), { interruptedBuild: 7 })).ended).toBe(130);
    expect((await at.resumeWith(['--rounds', '3'])).ended).toBe(0);
    await expectAsUncut(at, rounds(3));
  });

  test('with --undecided only cells whose comparisons show no difference do, and their baselines', async () => {
    // alpine against slim: builds after an edit of the dependencies differ by 2 %, warm ones not at all.
    const at = place();
    await at.start(['--rounds', '6', '--scenarios', 'warm,edit-deps'], {});
    const { ended, stdout } = await at.resumeWith(['--rounds', '7', '--undecided']);
    expect(ended).toBe(0);
    expect(stdout).toContain('fewer rounds than other cells');
    expect(await roundsOf(at)).toEqual({
      ...{ 'go/slim/warm': 7, 'go/slim/edit-deps': 6, 'go/alpine/warm': 7, 'go/alpine/edit-deps': 6 },
    });
  });

  test('takes the place of its budget', async () => {
    const at = place();
    expect((await at.start(['--budget', '2m', '--scenarios', 'cold,warm'], {})).ended).toBe(0);
    const had = Math.max(...Object.values(await roundsOf(at)));
    expect((await at.resumeWith(['--rounds', String(had + 1)])).ended).toBe(0);
    const { manifest } = await at.read();
    expect([...new Set(Object.values(await roundsOf(at)))]).toEqual([had + 1]);
    expect([manifest.budget, manifest.options['budget']]).toEqual([undefined, undefined]);
  });
});

describe.concurrent('the command that a run prints at its end', { timeout: 120_000 }, () => {
  test.each([
    ['when no comparison can be decided yet', 2, {}, '--rounds 6'],
    ['when it is to find more', 7, { noise: 0.05 }, /--rounds \d+( --undecided)?/],
  ])('works as it is pasted: %s', async (_, count, fake, words) => {
    const at = place();
    const { stdout } = await at.start(rounds(count), fake);
    const [, command = ''] = /^ {4}npm run bench -- (.*)$/m.exec(stdout) ?? [];
    expect(command).toMatch(words);
    const { ended, stderr } = await at.paste(command.split(' '), fake);
    expect([ended, stderr]).toEqual([0, expect.stringContaining(' goes on after ')]);
    const wanted = Number(/--rounds (\d+)/.exec(command)?.[1]);
    expect(Math.max(...Object.values(await roundsOf(at)))).toBe(wanted);
  });

  test('is not there where more rounds would show nothing', async () => {
    const { stdout } = await place().start(rounds(12), {});
    expect(stdout).toContain('no more rounds are suggested');
    expect(stdout).not.toContain('npm run bench');
  });
});

describe.concurrent('more rounds are refused', { timeout: 120_000 }, () => {
  test.each([
    [
      'if it has them: nothing is left',
      '2',
      'error NOTHING_TO_RESUME: Run 2',
      'each cell has 2 rounds or more',
    ],
    [
      'if it has more: nothing is dropped',
      '1',
      'error ROUNDS_TOO_FEW: Run 2',
      'was planned with 2 rounds: --rounds 1 is fewer',
    ],
  ])('%s', async (_, count, error, why) => {
    const at = await finished(2);
    const before = readFileSync(at.file('run.json'), 'utf8');
    const { ended, stderr } = await at.resumeWith(['--rounds', count]);
    expect(ended).toBe(2);
    expect(stderr).toContain(error);
    expect(stderr).toContain(why);
    expect(readFileSync(at.file('run.json'), 'utf8')).toBe(before);
  });

  test('of a copy: its folder has not the name of the run', async () => {
    const at = await finished(1);
    const copy = path.join(run(at), '..', 'published');
    cpSync(run(at), copy, { recursive: true });
    const { ended, stderr } = await at.resumeWith(['--rounds', '2'], {}, copy);
    expect([ended, stderr]).toEqual([2, expect.stringContaining('error RUN_IS_A_COPY: ')]);
  });

  test('of what was made up, on a real engine', async () => {
    const at = await finished(1);
    const { ended, stderr } = await at.resumeWith(['--rounds', '2', '--engine', 'private']);
    expect(ended).toBe(2);
    expect(stderr).toContain('the engine was fake and is private');
  });

  test.each([
    ['of an older version', /"schema": \d+/, '"schema": 3', 'is of an older version of Stagebench'],
    [
      'on a base of another digest',
      /"digest": "sha256:0{64}"/,
      '"digest": "sha256:1"',
      'was sha256:1 and is sha256:0',
    ],
    ['on another machine', /"cpuModel": ".*"/, '"cpuModel": "Z80"', 'the CPU was Z80 and is'],
  ])('%s', async (_, is, was, why) => {
    const at = await finished(1);
    writeFileSync(at.file('run.json'), readFileSync(at.file('run.json'), 'utf8').replace(is, was));
    const { ended, stderr } = await at.resumeWith(['--rounds', '2']);
    expect([ended, stderr]).toEqual([2, expect.stringContaining(why)]);
  });

  test('where --undecided comes without them', async () => {
    const at = await finished(1);
    const { ended, stderr } = await at.resumeWith(['--undecided']);
    expect([ended, stderr]).toEqual([
      2,
      expect.stringContaining('--undecided means nothing without --rounds.'),
    ]);
  });
});
