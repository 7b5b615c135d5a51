import { describe, expect, test } from 'vitest';
import type { Cell } from '../domain/run/plan.ts';
import type { Sample } from '../domain/run/sample.ts';
import type { FakeScript } from '../engine/fake/fake-engine.ts';
import { walked, warm, works } from './walk.fixture.ts';

const cell = ({ strategy, scenario }: Cell): string => `${strategy} ${scenario}`;
const states = (samples: readonly Sample[]): string[] =>
  samples.map(({ visit, state }) => `${visit.round} ${cell(visit)} ${state}`).toSorted();
const reasons = (samples: readonly Sample[]): string[] =>
  samples.flatMap((sample) =>
    'trouble' in sample ? [`${sample.trouble.code}: ${sample.trouble.reason}`] : [],
  );

describe('when everything goes well', () => {
  test('there is one sample per visit, in the order of the plan, all built', async () => {
    const { samples, planned, error } = await walked();
    expect(samples.map(({ visit }) => visit)).toEqual(planned.visits);
    expect(new Set(samples.map(({ state }) => state))).toEqual(new Set(['built']));
    expect(error).toBeUndefined();
  });

  test('each sample is handed on before the next visit begins', async () => {
    const { log } = await walked();
    const order = log.filter((line) => /^(visit|built)/.test(line));
    expect(order).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].flatMap((sequence) => [`visit ${sequence}`, `built ${sequence}`]),
    );
  });

  test('a cold sample has no cached step, a warm one nothing but cached steps', async () => {
    const { samples } = await walked();
    const counts = samples.map(
      (sample) =>
        `${sample.visit.scenario} ${'facts' in sample ? `${sample.facts.stepsCached}/${sample.facts.stepsTotal}` : ''}`,
    );
    expect(new Set(counts)).toEqual(new Set(['cold 0/3', 'warm 3/3']));
  });

  test('wall time is the build alone: for "go-slim" 20 + 30 + 4700 + 2500 + 300 + 100 ms, and 150 ms from the cache', async () => {
    const { samples } = await walked();
    const wall = (scenario: string) =>
      samples.flatMap((sample) =>
        'facts' in sample && cell(sample.visit) === `slim ${scenario}` ? [sample.facts.wallMs] : [],
      );
    expect(wall('cold')).toEqual([7650, 7650]);
    expect(wall('warm')).toEqual([150, 150]);
  });

  test('where nothing can be started, images are read, times count, and nobody says that an app works', async () => {
    const { samples, images } = await walked({ answer: () => undefined }, { startsNothing: true });
    expect(new Set(samples.map(({ state }) => state))).toEqual(new Set(['built']));
    for (const image of images) {
      expect(image).toMatchObject({ state: 'built', isNotStarted: true });
      expect(image).not.toHaveProperty('start');
    }
  });

  test('each image is proved once, on its first good build', async () => {
    const { images, log } = await walked();
    expect(images.map(({ variant, state }) => `${variant.strategy} ${state}`).toSorted()).toEqual([
      'alpine built',
      'slim built',
    ]);
    expect(log.filter((line) => line === 'starting the app')).toHaveLength(2);
  });

  test('everything a build makes carries the label of the run, and a tag in lower case', async () => {
    const { engine } = await walked();
    expect(new Set(engine.requests.map(({ labels }) => labels['stagebench.run']))).toEqual(new Set(['R1']));
    expect(new Set(engine.requests.map(({ tag }) => tag))).toEqual(
      new Set(['stagebench/go-slim:r1', 'stagebench/go-alpine:r1']),
    );
  });

  test('time is charged to what it was spent on; the fake cleans and inspects in no time', async () => {
    const { spent, samples } = await walked();
    const walls = samples.reduce((sum, sample) => sum + ('facts' in sample ? sample.facts.wallMs : 0), 0);
    // Two images: 10 ms for the proof, and two starts of 5 ms with a stop of 20 ms.
    expect(spent).toEqual({ builds: walls, starts: 120, inspections: 0, cleaning: 0, extras: 0 });
  });
});

describe('how a cache is emptied', () => {
  test('on an engine of our own everything is pruned, before every cold build and no other', async () => {
    const { engine } = await walked();
    expect(engine.prunes).toEqual([1, 3, 5, 7].map((build) => `before build ${build}`));
    expect(
      engine.requests.every(({ noCache, buildArgs }) => noCache === undefined && buildArgs === undefined),
    ).toBe(true);
  });

  test('on the user’s engine nothing is pruned: no cache, and a namespace of cache mounts for each chain', async () => {
    const { engine, samples } = await walked({}, { coldMethod: 'no-cache' });
    expect(engine.prunes).toEqual([]);
    expect(
      engine.requests.map(
        ({ noCache, buildArgs }) => `${String(noCache)} ${buildArgs?.['BUILDKIT_CACHE_MOUNT_NS'] ?? ''}`,
      ),
    ).toEqual([
      ...['true R1-1', 'false R1-1', 'true R1-1', 'false R1-1'],
      ...['true R1-2', 'false R1-2', 'true R1-2', 'false R1-2'],
    ]);
    expect(new Set(samples.map(({ state }) => state))).toEqual(new Set(['built']));
  });

  test('a cold sample says how, a warm one does not', async () => {
    const { samples } = await walked();
    const methods = samples.map(({ visit, coldMethod }) => `${visit.scenario} ${coldMethod ?? 'none'}`);
    expect(new Set(methods)).toEqual(new Set(['cold pruned', 'warm none']));
  });

  test('a prime empties the cache too, and is not held against the scenario', async () => {
    const { samples, engine } = await walked({}, { scenarios: [warm], rounds: 1 });
    expect(
      samples.map(({ visit, state, coldMethod }) => `${visit.phase} ${state} ${coldMethod ?? ''}`),
    ).toEqual([...['prime built pruned', 'measure built ', 'prime built pruned', 'measure built ']]);
    expect(engine.prunes).toHaveLength(2);
  });
});

describe('a build that fails', () => {
  test('fails its visit and the one it would have primed, in every round; the others go on', async () => {
    const { samples, error } = await walked({ failingBuilds: ['go-slim'] });
    expect(states(samples)).toEqual([
      ...['1 alpine cold built', '1 alpine warm built', '1 slim cold failed', '1 slim warm failed'],
      ...['2 alpine cold built', '2 alpine warm built', '2 slim cold failed', '2 slim warm failed'],
    ]);
    expect(error).toBeUndefined();
  });

  test('names the failing step and the last log lines; what it primes is not even tried', async () => {
    const { samples, engine } = await walked({ failingBuilds: ['go-slim'] }, { rounds: 1 });
    expect(reasons(samples)).toEqual([
      'BUILD_FAILED: step [deps 2/3] RUN install the dependencies failed: exit code: 1. Last log lines:\nas the script says',
      'BUILD_FAILED: not built: the build that primes it failed in this round',
    ]);
    expect(engine.requests.filter(({ tag }) => tag.includes('slim'))).toHaveLength(1);
  });

  test('leaves a record that there is no image', async () => {
    const { images } = await walked({ failingBuilds: ['go-slim'] });
    expect(images.filter(({ state }) => state !== 'built')).toMatchObject([
      { variant: { strategy: 'slim' }, state: 'failed' },
    ]);
  });
});

test('a sample whose steps do not fit its scenario is invalid, keeps its numbers, and the walk goes on', async () => {
  const { samples } = await walked({ neverCached: ['go-slim'] }, { rounds: 1 });
  expect(states(samples)).toEqual([
    '1 alpine cold built',
    '1 alpine warm built',
    '1 slim cold built',
    '1 slim warm invalid',
  ]);
  expect(samples.find(({ state }) => state === 'invalid')).toMatchObject({
    facts: { stepsTotal: 3, stepsCached: 0 },
    trouble: {
      code: 'CACHE_NOT_AS_DEMANDED',
      reason: expect.stringContaining('RUN install the dependencies was executed (and 2 more)'),
    },
  });
});

describe('an image that does not work', () => {
  const silent: FakeScript = { answer: (image) => (image === 'go-slim' ? undefined : works()) };

  test('fails every cell of its variant: a small broken image must not win', async () => {
    const { samples } = await walked(silent);
    expect(states(samples).filter((line) => line.includes('slim'))).toEqual([
      ...['1 slim cold failed', '1 slim warm failed', '2 slim cold failed', '2 slim warm failed'],
    ]);
    expect(samples.filter(({ visit }) => visit.strategy === 'slim').some((sample) => 'facts' in sample)).toBe(
      false,
    );
    expect(states(samples).filter((line) => line.includes('alpine') && line.endsWith('built'))).toHaveLength(
      4,
    );
  });

  test('is built once and asked once, not again in every round', async () => {
    const { engine, images } = await walked(silent);
    expect(engine.requests.filter(({ tag }) => tag.includes('slim'))).toHaveLength(1);
    expect(images).toHaveLength(2);
    expect(images.find(({ state }) => state === 'unhealthy')).toMatchObject({
      facts: { sizeBytes: 42_000 },
      trouble: { code: 'APP_NO_ANSWER' },
    });
  });
});

describe('an engine that is lost in the middle', () => {
  test('keeps the samples so far, adds an aborted one, and passes the error on', async () => {
    const { samples, error } = await walked({ buildsUntilLost: 2 });
    expect(samples.map(({ state }) => state)).toEqual(['built', 'built', 'aborted']);
    expect(reasons(samples)).toEqual(['ENGINE_LOST: The engine does not answer (as the script says).']);
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });
});

describe('an image that cannot be read', () => {
  test('costs only its own figures and none of its builds, once the others were read one by one', async () => {
    const { images, samples } = await walked({ unreadable: ['go-slim'] });
    expect(images.find(({ variant }) => variant.strategy === 'slim')).toMatchObject({
      state: 'unread',
      trouble: { code: 'ENGINE_REQUEST' },
    });
    expect(images.find(({ variant }) => variant.strategy === 'alpine')).toMatchObject({ state: 'built' });
    const ofRound2 = samples.filter(({ visit }) => visit.round === 2);
    expect(ofRound2.map(({ visit, state }) => `${visit.strategy} ${state}`).toSorted()).toEqual([
      'alpine built',
      'alpine built',
      'slim built',
      'slim built',
    ]);
  });
});

describe('an interruption', () => {
  test('during a build gives that visit an aborted row, and no further visit begins', async () => {
    const controller = new AbortController();
    const script: FakeScript = {
      onBuild: (count) => {
        if (count === 3) controller.abort();
      },
    };
    const { samples, engine, log } = await walked(script, { controller });
    expect(samples.map(({ state }) => state)).toEqual(['built', 'built', 'aborted']);
    expect(reasons(samples)).toEqual(['INTERRUPTED: interrupted']);
    expect(engine.requests).toHaveLength(3);
    expect(log.filter((line) => line.startsWith('visit'))).toHaveLength(3);
  });

  test('in a round keeps what is known of the images that it could not read any more', async () => {
    const controller = new AbortController();
    const script: FakeScript = {
      onBuild: (count) => {
        if (count === 3) controller.abort();
      },
    };
    const { images, samples } = await walked(script, { controller });
    const proved = samples[0]?.visit.strategy;
    expect(images).toEqual([
      {
        ...{ variant: { app: 'go', strategy: proved }, state: 'unread', origin: expect.anything() },
        start: {
          ...{ startMs: 5, idleMemoryBytes: `go-${proved}`.length * 1_000_000 },
          ...{ stopMs: 20, stop: 'graceful' },
        },
      },
    ]);
  });

  test('while an image is being proved keeps what was measured, and is told from a fault of the image', async () => {
    const controller = new AbortController();
    const answer = () => {
      controller.abort();
      return undefined;
    };
    const { samples, images, error } = await walked({ answer }, { controller });
    expect(samples.map(({ state }) => state)).toEqual(['built']);
    expect(images).toEqual([]);
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
  });

  test('in the second round finds every image read', async () => {
    const controller = new AbortController();
    const script: FakeScript = {
      onBuild: (count) => {
        if (count === 5) controller.abort();
      },
    };
    const { images } = await walked(script, { controller });
    expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
  });

  test('before the first visit leaves nothing at all', async () => {
    const controller = new AbortController();
    controller.abort();
    const { samples, engine } = await walked({}, { controller });
    expect([samples, engine.requests]).toEqual([[], []]);
  });
});
