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
