import { describe, expect, test } from 'vitest';
import { walked, warm } from './walk.fixture.ts';

const controls = <T extends { readonly visit: { readonly phase: string } }>(samples: readonly T[]): T[] =>
  samples.filter(({ visit }) => visit.phase === 'control');

describe('the control', () => {
  test('is built three times in every round, cold, and held against what a cold build must do', async () => {
    const { samples, engine } = await walked({}, { control: true });
    expect(controls(samples)).toMatchObject(
      [1, 2].flatMap((round) =>
        [1, 2, 3].map((repeat) => ({
          ...{ state: 'built', coldMethod: 'pruned', visit: { round, repeat, scenario: 'cold' } },
          facts: { stepsCached: 0, stepsTotal: 3, stepsExpectedCached: 0 },
        })),
      ),
    );
    const built = engine.requests.flatMap(({ tag }, index) =>
      tag === 'stagebench/control-control:r1' ? [index + 1] : [],
    );
    expect(built).toHaveLength(6);
    for (const build of built) expect(engine.prunes).toContain(`before build ${build}`);
  });

  test('is cold where no cold build is selected, too', async () => {
    const { samples } = await walked({}, { control: true, scenarios: [warm], rounds: 1 });
    expect(controls(samples)).toMatchObject(
      [1, 2, 3].map(() => ({ state: 'built', facts: { stepsCached: 0 } })),
    );
  });

  test('on the user’s engine is built without the cache, which stays theirs', async () => {
    const { engine, samples } = await walked({}, { control: true, coldMethod: 'no-cache' });
    expect(engine.prunes).toEqual([]);
    expect(controls(samples).map(({ state, coldMethod }) => `${state} ${coldMethod ?? ''}`)).toEqual(
      Array.from({ length: 6 }, () => 'built no-cache'),
    );
  });

  test('takes nothing from the chains beside it: they are what they are without it', async () => {
    const { samples } = await walked({}, { control: true });
    const others = samples.filter(({ visit }) => visit.phase !== 'control');
    expect(others).toHaveLength(8);
    expect(others.every(({ state }) => state === 'built')).toBe(true);
  });

  test('is never started and has no record of an image: nobody asks what is in it', async () => {
    const started: string[] = [];
    const answer = (image: string) => {
      started.push(image);
      return { status: 200, body: '{"state":"ok"}' };
    };
    const { images, log } = await walked({ answer }, { control: true });
    expect(new Set(started)).toEqual(new Set(['go-slim', 'go-alpine']));
    expect(images.map(({ variant }) => variant.app)).toEqual(['go', 'go']);
    expect(log.filter((line) => line === 'starting the app')).toHaveLength(2);
  });

  test('that fails stops nothing, is tried again in its next turn, and leaves no record of an image', async () => {
    const { samples, images, error } = await walked(
      { failingBuilds: ['control-control'] },
      { control: true },
    );
    expect(error).toBeUndefined();
    expect(controls(samples)).toMatchObject(
      Array.from({ length: 6 }, () => ({ state: 'failed', trouble: { code: 'BUILD_FAILED' } })),
    );
    expect(samples.filter(({ state }) => state === 'built')).toHaveLength(8);
    expect(images.map(({ variant, state }) => `${variant.app} ${state}`)).toEqual(['go built', 'go built']);
  });

  test('in which the engine is lost ends the run with an aborted row', async () => {
    const { planned } = await walked({}, { control: true });
    const at = planned.visits.findIndex(({ phase }) => phase === 'control');
    const { samples, error } = await walked({ buildsUntilLost: at }, { control: true });
    expect(samples.at(-1)).toMatchObject({ visit: { phase: 'control' }, state: 'aborted' });
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });
});
