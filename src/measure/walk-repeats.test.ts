import { describe, expect, test } from 'vitest';
import type { Sample } from '../domain/run/sample.ts';
import { walked, cold, warm } from './walk.fixture.ts';

const fiveTimes = { ...warm, repeats: 5 };
const scenarios = [cold, fiveTimes];
const ofWarm = (samples: readonly Sample[]) => samples.filter(({ visit }) => visit.scenario === 'warm');
const shown = (samples: readonly Sample[]) =>
  samples.map(({ visit, state }) => `${visit.sequence} ${visit.strategy} ${visit.repeat} ${state}`);

describe('a scenario whose visits make five builds', () => {
  test('makes them one right after the other, each numbered and with the steps of its own', async () => {
    const { samples, planned } = await walked({}, { scenarios, rounds: 1 });
    const [first] = planned.visits;
    const variants = [first?.strategy, first?.strategy === 'slim' ? 'alpine' : 'slim'];
    expect(shown(ofWarm(samples))).toEqual(
      variants.flatMap((strategy, chain) =>
        [1, 2, 3, 4, 5].map((repeat) => `${6 * chain + 1 + repeat} ${strategy} ${repeat} built`),
      ),
    );
    expect(ofWarm(samples)).toMatchObject(
      Array.from({ length: 10 }, () => ({
        facts: { stepsCached: 3, stepsTotal: 3, stepsExpectedCached: 3 },
      })),
    );
  });

  test('proves the image of a variant once, all the same', async () => {
    const { log, images } = await walked({}, { scenarios, rounds: 2 });
    expect(log.filter((line) => line === 'starting the app')).toHaveLength(2);
    expect(images).toHaveLength(2);
  });

  test('is told as one visit when it begins, and gives its rows when all of it is over', async () => {
    const { log } = await walked({}, { scenarios: [fiveTimes], rounds: 1 });
    const visits = log.filter((line) => line.startsWith('visit ') || line.startsWith('built '));
    const lines = [
      ...['visit 1', 'built 1', 'visit 2', 'built 2', 'built 3', 'built 4', 'built 5', 'built 6'],
      ...['visit 7', 'built 7', 'visit 8', 'built 8', 'built 9', 'built 10', 'built 11', 'built 12'],
    ];
    expect(visits).toEqual(lines);
  });
});

describe('a visit of five builds counts as a whole, or not at all', () => {
  /** Of the first warm visit, whose builds are 2 to 6. */
  const firstWarm = (samples: readonly Sample[]) => ofWarm(samples).filter(({ visit }) => visit.sequence < 7);
  const told = (samples: readonly Sample[]) =>
    firstWarm(samples).map((sample) => [
      `${sample.visit.repeat} ${sample.state}`,
      'facts' in sample,
      'trouble' in sample ? sample.trouble.reason : '',
    ]);

  test('a build that is not as demanded makes all of it invalid, with the reason, and none is made after it', async () => {
    const { samples, error } = await walked(
      {},
      {
        ...{ scenarios, rounds: 1 },
        beforeBuild: async (build, engine) => {
          if (build === 4) await engine.pruneBuildCache('all');
        },
      },
    );
    const reason = 'warm build: step [deps 2/3] RUN install the dependencies was executed (and 2 more)';
    expect(told(samples)).toEqual([
      ['1 invalid', true, `build 3 of the visit: ${reason}`],
      ['2 invalid', true, `build 3 of the visit: ${reason}`],
      ['3 invalid', true, reason],
    ]);
    expect(error).toBeUndefined();
    // The other variant goes on, with the numbers that were planned.
    expect(samples.filter(({ visit }) => visit.sequence > 6).map(({ state }) => state)).toEqual(
      Array.from({ length: 6 }, () => 'built'),
    );
  });

  test('an interruption in one of them makes all of it aborted; what was measured stands in the rows', async () => {
    const controller = new AbortController();
    const { samples } = await walked(
      {},
      {
        ...{ scenarios, rounds: 1, controller },
        beforeBuild: async (build) => {
          if (build === 4) controller.abort();
        },
      },
    );
    expect(told(samples)).toEqual([
      ['1 aborted', true, 'build 3 of the visit: interrupted'],
      ['2 aborted', true, 'build 3 of the visit: interrupted'],
      ['3 aborted', false, 'interrupted'],
    ]);
    expect(samples.at(-1)?.visit.repeat).toBe(3);
  });

  test('so does an engine that is lost, which ends the walk', async () => {
    const { samples, error } = await walked({ buildsUntilLost: 3 }, { scenarios, rounds: 1 });
    expect(firstWarm(samples).map(({ visit, state }) => `${visit.repeat} ${state}`)).toEqual([
      ...['1 aborted', '2 aborted', '3 aborted'],
    ]);
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });

  test('one that was not built, as its prime failed, has one row', async () => {
    const { samples } = await walked({ failingBuilds: ['go-slim'] }, { scenarios, rounds: 1 });
    const slim = ofWarm(samples).filter(({ visit }) => visit.strategy === 'slim');
    expect(slim.map(({ state, visit }) => `${visit.repeat ?? 1} ${state}`)).toEqual(['1 failed']);
  });
});

test('the time of a visit is shared out among its builds: what it took beside them, too', async () => {
  const { samples } = await walked({}, { scenarios, rounds: 1 });
  for (const { besideMs } of ofWarm(samples)) expect(besideMs).toBe(0);
});
