import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildsOfAll, cellId } from '../../src/domain/run/plan.ts';
import { roundsOfCells } from '../../src/plan/plan.ts';
import { expectAsUncut, usePlaces, type Place } from '../resume/place.fixture.ts';

const place = usePlaces();

/** By cell: of how many rounds it has a sample, failed ones too. */
const roundsBuilt = async (at: Place): Promise<Record<string, number>> => {
  const { builds } = await at.read();
  const samples = builds.filter(({ phase, state }) => phase === 'measure' && state !== 'aborted');
  const ofCell = Map.groupBy(samples, cellId);
  return Object.fromEntries(
    [...ofCell].map(([cell, rows]) => [cell, new Set(rows.map(({ round }) => round)).size]),
  );
};
const counter = (stderr: string, round: number): string[] =>
  [...stderr.matchAll(new RegExp(`^ *(\\d+/\\d+)  round ${round} `, 'gm'))].map((match) => match[1] ?? '');

describe.concurrent('--until', { timeout: 120_000 }, () => {
  const options = ['--until', '3%'];

  test('ends a run when every cell is narrow enough: it is complete, and its plan is what was built', async () => {
    const at = place();
    expect((await at.start(options, {})).ended).toBe(0);
    const { manifest } = await at.read();
    expect(manifest).toMatchObject({ outcome: 'complete', plan: { rounds: 14 } });
    expect(manifest.stoppedEarly).toHaveLength(8);
    expect(await roundsBuilt(at)).toEqual(Object.fromEntries(roundsOfCells(manifest.plan)));
  });

  test('a cell that gives no samples is given up; the count of visits follows', async () => {
    const at = place();
    const { ended, stderr } = await at.start(options, { neverCached: ['go-slim'] });
    expect(ended).toBe(1);
    // The words of both decisions, here only.
    expect(stderr.match(/^(given up|narrow enough) .*$/gm)).toMatchInlineSnapshot(`
      [
        "given up after round 6, without a sample in 6 rounds: 3 of 8 cells (go/slim/warm, go/slim/edit-source, go/slim/edit-deps); 5 go on",
        "narrow enough (± 3.0 %) after round 14: 5 of 5 cells (go/slim/cold, go/alpine/cold, go/alpine/warm, go/alpine/edit-source, go/alpine/edit-deps); none is left",
      ]
    `);
    const { manifest } = await at.read();
    const given = ['go/slim/warm', 'go/slim/edit-source', 'go/slim/edit-deps'];
    expect(manifest.gaveUp).toEqual(given);
    expect(manifest.stoppedEarly).toHaveLength(5);
    const built = Object.entries(await roundsBuilt(at));
    expect(built.filter(([, rounds]) => rounds === 6).map(([cell]) => cell)).toEqual(given);
    // 19 builds a round up to the sixth, then 12.
    expect(counter(stderr, 6).at(-1)).toBe('114/570');
    expect(counter(stderr, 7)[0]).toBe('115/402');
    expect(counter(stderr, 14).at(-1)).toBe('210/402');
  });

  test('where times scatter, cells go on until they are narrow, each as long as it takes', async () => {
    const at = place();
    expect((await at.start([...options, '--rounds', '22'], { noise: 0.04 })).ended).toBe(0);
    const rounds = Object.values(await roundsBuilt(at));
    expect(rounds.every((count) => [14, 21, 22].includes(count))).toBe(true);
    expect(new Set(rounds).size).toBeGreaterThan(1);
    expect((await at.read()).manifest.stoppedEarly).not.toEqual([]);
  });

  test('a run that is killed in the round after which it is decided comes out as one that was not', async () => {
    const at = place({ ownProcess: true });
    expect((await at.start(options, { killedBuild: 255 })).ended).toBe('SIGKILL');
    expect((await at.resume()).ended).toBe(0);
    await expectAsUncut(at, options);
  });

  test('also when it is killed after cells were left out', async () => {
    const at = place();
    const few = [...options, '--rounds', '14'];
    const fake = { neverCached: ['go-slim'] };
    expect((await at.start(few, { ...fake, killedBuild: 95 })).ended).toBe('SIGKILL');
    expect((await at.read()).manifest.gaveUp).toHaveLength(3);
    expect((await at.resume(fake)).ended).toBe(1);
    await expectAsUncut(at, few, fake);
  });
});

describe.concurrent('--budget', { timeout: 120_000 }, () => {
  const options = ['--budget', '6m'];

  test('measures round 1 first, then shares out what is left, prints it, and fits', async () => {
    const at = place();
    const { ended, stderr } = await at.start(options, {});
    expect(ended).toBe(0);
    expect(stderr.indexOf('after round 1, the rest of 6m is shared out')).toBeLessThan(
      stderr.indexOf(' 1/19  round 1'),
    );
    expect(stderr.indexOf('6m shared out by the times of round 1')).toBeGreaterThan(
      stderr.indexOf('19/19  round 1'),
    );
    const { manifest } = await at.read();
    expect(stderr).toMatch(/^go\/slim\/cold +\d+ +12\.3 s +[\d.]+ s +\d\.\d %$/m);
    expect(manifest.budget).toMatchObject({ basis: 'round 1', budgetMs: 360_000 });
    expect(manifest.elapsedMs).toBeLessThanOrEqual(360_000);
    expect(manifest.elapsedMs).toBeGreaterThan(300_000);
    expect(await roundsBuilt(at)).toEqual(Object.fromEntries(roundsOfCells(manifest.plan)));
    const total = buildsOfAll(manifest.plan.visits);
    expect(counter(stderr, 2)[0]).toBe(`20/${total}`);
  });

  test('shares out before the first build what an earlier run took; a dry run shows the same', async () => {
    const at = place();
    await at.start(['--rounds', '1'], {});
    const earlier = at.ids()[0] ?? '';
    const dry = await at.start([...options, '--dry-run'], {});
    expect(dry.stdout).toContain(`6m shared out by the times of run ${earlier}`);
    const { stderr } = await at.start(options, {});
    expect(stderr.indexOf(`6m shared out by the times of run ${earlier}`)).toBeLessThan(
      stderr.indexOf('round 1'),
    );
    const total = / 1\/(\d+) {2}round 1/.exec(stderr)?.[1];
    expect(dry.stdout).toContain('(seed 1)');
    expect(Number(total)).toBeGreaterThan(36);
    const refused = await at.start(['--budget', '50s'], {});
    expect([refused.ended, refused.stderr]).toEqual([2, expect.stringContaining('error BUDGET_TOO_SMALL: ')]);
    expect(at.ids()).toHaveLength(2);
  });

  test.each([
    ['in round 1, before anything is shared out', 5],
    ['in a later round', 23],
  ])('a run that is killed %s comes out as one that was not', async (_, killedBuild) => {
    const at = place();
    expect((await at.start(options, { killedBuild })).ended).toBe('SIGKILL');
    expect((await at.resume()).ended).toBe(0);
    await expectAsUncut(at, options);
  });

  test('with --until spends no more on a cell than that takes: 14 samples, if two looks find it narrow', async () => {
    const at = place();
    expect((await at.start(['--budget', '2h', '--until', '3%'], {})).ended).toBe(0);
    expect((await at.read()).manifest).toMatchObject({ outcome: 'complete', plan: { rounds: 14 } });
    expect(readFileSync(at.file('run.json'), 'utf8')).toContain('"budgetMs": 7200000');
  });
});
