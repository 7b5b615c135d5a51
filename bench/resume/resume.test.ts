import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellId } from '../../src/domain/run/plan.ts';
import { expectAsUncut, primes, usePlaces } from './place.fixture.ts';

const place = usePlaces();

/*
 * Known answer: the fake engine takes the same time for the same build, so that a run that was cut anywhere and resumed must
 * come out as one that was not. In two rounds with seed 1 the builds are: 1 to 8 go/slim, 11 to 18 go/alpine, and the control
 * between and after them (9, 10, 19); 20 to 27 go/alpine, 30 to 37 go/slim, and the control (28, 29, 38); each variant
 * cold, five times warm, edit-source, edit-deps.
 */
const twoRounds = ['--rounds', '2'];

describe.concurrent(
  'a run that is killed in the middle of a build, and resumed, is as one that was not',
  { timeout: 120_000 },
  () => {
    // One of them is a process that SIGKILL ends.
    test.each([
      ['with an edited source, in the middle of a chain', 7, ['go/slim/edit-source'], true],
      ['in the middle of a visit of five builds', 5, ['go/slim/warm'], false],
      ['with edited dependencies, the last of its chain', 18, ['go/alpine/edit-deps'], false],
      ['the control', 10, [], false],
      ['the first of a round', 20, [], false],
    ])('%s (%i)', async (_, killedBuild, primed, ownProcess) => {
      const at = place({ ownProcess });
      expect((await at.start(twoRounds, { killedBuild })).ended).toBe('SIGKILL');
      expect((await at.resume()).ended).toBe(0);
      await expectAsUncut(at, twoRounds);
      // Chains that were cut behind their cold build are opened by a prime, and no others.
      expect(await primes(at)).toEqual(primed);
    });

    test('while it reads the images of its last round: each is built once more, only to be read', async () => {
      const at = place({ ownProcess: true });
      const options = ['--rounds', '1'];
      expect((await at.start(options, { killedReading: 1 })).ended).toBe('SIGKILL');
      expect((await at.read()).images).toEqual([]);
      expect((await at.resume()).ended).toBe(0);
      await expectAsUncut(at, options);
      expect((await primes(at)).toSorted()).toEqual(['go/alpine/cold', 'go/slim/cold']);
      expect((await at.read()).images.map(({ state }) => state)).toEqual(['built', 'built']);
    });

    test('in round 1 after a chain was over: its image is built once more at the end, and counted from the start', async () => {
      const at = place();
      const options = ['--rounds', '1'];
      await at.start(options, { killedBuild: 17 });
      const { stderr } = await at.resume();
      expect(stderr.match(/^ *\d+\/\d+ .*prime/gm)?.map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
        '17/21 round 1 go/alpine prime',
        '21/21 round 1 go/slim prime',
      ]);
      await expectAsUncut(at, options);
    });

    test('where no cold build is selected', async () => {
      const options = ['--rounds', '1', '--scenarios', 'warm,edit-deps'];
      const at = place();
      await at.start(options, { killedBuild: 16 });
      await at.resume();
      await expectAsUncut(at, options);
    });

    test('and lost and killed again in the resumed ones', async () => {
      const at = place();
      expect((await at.start(twoRounds, { buildsUntilLost: 7 })).ended).toBe(2);
      expect((await at.resume({ killedBuild: 2 })).ended).toBe('SIGKILL');
      expect((await at.resume({ killedBuild: 14 })).ended).toBe('SIGKILL');
      expect((await at.resume()).ended).toBe(0);
      await expectAsUncut(at, twoRounds);
      const { manifest, builds } = await at.read();
      expect(manifest.resumed?.map(({ rows }) => rows)).toEqual([8, 9, 22]);
      expect(builds.filter(({ state }) => state === 'aborted').map(cellId)).toEqual(['go/slim/edit-deps']);
    });

    test('or ended by Ctrl-C: what was proved and not read is read now, and the newer row counts', async () => {
      const at = place();
      expect((await at.start(twoRounds, { interruptedBuild: 17 })).ended).toBe(130);
      expect(readFileSync(at.file('images.csv'), 'utf8')).toContain('unread');
      expect((await at.resume()).ended).toBe(0);
      await expectAsUncut(at, twoRounds);
      const { images, manifest } = await at.read();
      expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
      expect(manifest.outcome).toBe('complete');
    });

    test('between two rows of a visit of five builds: the two that are lacking are made, behind a prime', async () => {
      const at = place();
      await at.start(twoRounds, { killedBuild: 26 });
      // The rows 21 to 25 are those of go/alpine/warm.
      for (const name of ['builds.csv', 'steps.csv']) {
        const lines = readFileSync(at.file(name), 'utf8').split('\n');
        const kept = lines.filter((line) => !/^[^,]*,2[45],/.test(line));
        expect(kept.length).toBeLessThan(lines.length);
        writeFileSync(at.file(name), kept.join('\n'));
      }
      const { ended } = await at.resume();
      expect(ended).toBe(0);
      await expectAsUncut(at, twoRounds);
      expect(await primes(at)).toEqual(['go/alpine/warm']);
      const warm = (await at.read()).builds.filter(
        (row) => cellId(row) === 'go/alpine/warm' && row.round === 2 && row.phase === 'measure',
      );
      expect(warm.map(({ sequence, repeat }) => [sequence, repeat])).toEqual([
        ...[[21, 1], [22, 2], [23, 3], [25, 4], [26, 5]], // prettier-ignore
      ]);
    });

    test('with a last line that a power loss has torn: it is cut off, and its build made again', async () => {
      const at = place();
      await at.start(twoRounds, { killedBuild: 26 });
      for (const name of ['builds.csv', 'images.csv'])
        truncateSync(at.file(name), readFileSync(at.file(name)).length - 20);
      const { ended, stderr } = await at.resume();
      expect(ended).toBe(0);
      expect(stderr.match(/^cut off: .*$/gm)).toEqual([
        'cut off: builds.csv ends in the middle of a row: its build is made again',
        'cut off: images.csv ends in the middle of a row: its image is read again',
        'cut off: steps.csv ends with steps of a build that has no row',
        'cut off: layers.csv ends with layers of an image that has no row',
      ]);
      await expectAsUncut(at, twoRounds);
    });
  },
);

describe.concurrent('what a run has found out is not found out again', { timeout: 120_000 }, () => {
  test.each([
    ['an app that does not answer', { silentApps: ['go-slim'] }, 8],
    ['a build that fails', { failingBuilds: ['go-slim'] }, 18],
  ])('%s', async (_, fake, killedBuild) => {
    const at = place();
    expect((await at.start(twoRounds, { ...fake, killedBuild })).ended).toBe('SIGKILL');
    expect((await at.resume(fake)).ended).toBe(1);
    await expectAsUncut(at, twoRounds, fake);
  });

  test('images that were read are not read again', async () => {
    const at = place();
    await at.start(twoRounds, { killedBuild: 26 });
    const before = readFileSync(at.file('images.csv'), 'utf8');
    await at.resume({ unreadable: ['go-slim', 'go-alpine'] });
    expect(readFileSync(at.file('images.csv'), 'utf8')).toBe(before);
    await expectAsUncut(at, twoRounds);
  });
});
