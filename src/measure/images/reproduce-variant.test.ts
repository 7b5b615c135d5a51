import { describe, expect, test } from 'vitest';
import { variantId, type Variant } from '../../domain/run/plan.ts';
import type { ReproductionRecord } from '../../domain/image/reproduction.ts';
import { CacheWatch } from '../../engine/cache-watch.ts';
import type { BuildOptions, BuildOutcome, BuildRequest } from '../../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../../engine/fake/fake-engine.ts';
import { temporaryLayers } from '../../inspect/layers/layer-store.fixture.ts';
import { TimeAccount } from '../time-account.ts';
import { app, cold } from '../walk.fixture.ts';
import type { Workbench } from '../workbench.ts';
import { reproduceVariant } from './reproduce-variant.ts';

const slim: Variant = { app: 'go', strategy: 'slim' };
const alpine: Variant = { app: 'go', strategy: 'alpine' };

/** Notes what it is asked for. */
class NotingEngine extends FakeEngine {
  readonly requests: BuildRequest[] = [];
  readonly prunes: string[] = [];
  readonly prunesNothing: boolean;

  constructor(script: FakeScript, prunesNothing: boolean) {
    super(script);
    this.prunesNothing = prunesNothing;
  }

  override build(request: BuildRequest, options?: BuildOptions): Promise<BuildOutcome> {
    this.requests.push(request);
    return super.build(request, options);
  }
  override async pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    this.prunes.push(`before build ${this.requests.length + 1}`);
    if (!this.prunesNothing) await super.pruneBuildCache(which);
  }
}

interface Changes {
  readonly coldMethod?: Workbench['coldMethod'];
  readonly session?: number;
  readonly controller?: AbortController;
  readonly prunesNothing?: boolean;
  readonly variants?: readonly Variant[];
}

/** Reproduces go/slim and go/alpine on a fake engine that has their images already, as after a walk. */
async function reproducedAll(script: FakeScript = {}, changes: Changes = {}) {
  const { coldMethod = 'pruned', controller = new AbortController(), variants = [slim, alpine] } = changes;
  const engine = new NotingEngine(script, changes.prunesNothing ?? false);
  const cacheWatch = coldMethod === 'no-cache' ? new CacheWatch(engine) : undefined;
  const bench: Workbench = {
    ...{ engine, cacheWatch, coldMethod, clock: engine.clock, layers: await temporaryLayers() },
    ...{
      imageStore: 'graphdriver',
      runId: 'R1',
      starts: 2,
      healthTimeoutMs: 1000,
      signal: controller.signal,
    },
    ...(changes.session !== undefined && { session: changes.session }),
    scenarios: new Map([[cold.id, cold]]),
    inputs: () => ({
      ...{ app, contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), reruns: undefined },
      origin: { baseName: 'scratch', base: undefined, source: 'local' },
    }),
  };
  const log: string[] = [];
  const records: ReproductionRecord[] = [];
  const account = new TimeAccount(engine.clock);
  let error: unknown;
  try {
    for (const variant of variants) {
      const say = (what: string) => log.push(`${variantId(variant)} ${what}`);
      const record = await reproduceVariant(bench, variant, say, account);
      records.push(record);
      say(record.state);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { engine, cacheWatch, log, records, error, spent: account.spent };
}

const outcomes = (records: readonly ReproductionRecord[]): string[] =>
  records.map((record) => `${variantId(record.variant)} ${record.state}`);

describe('when everything goes well', () => {
  test('each variant is built four times and compared', async () => {
    const { log, records, error } = await reproducedAll();
    const building = (variant: string): string[] =>
      [1, 2, 3, 4].map((build) => `${variant} building it again (${build} of 4)`);
    expect(log).toEqual([
      ...[...building('go/slim'), 'go/slim compared', ...building('go/alpine'), 'go/alpine compared'],
    ]);
    const identical = { state: 'identical', sameId: false };
    expect(records[0]).toEqual({
      ...{ variant: slim, state: 'compared', reproduction: { without: identical, with: identical } },
    });
    expect(error).toBeUndefined();
  });

  test('what is built carries the label of the run and names of its own, and is taken away', async () => {
    const { engine } = await reproducedAll({}, { variants: [slim] });
    expect(engine.requests.map(({ tag }) => tag)).toEqual([
      ...['stagebench/go-slim:r1-again-1', 'stagebench/go-slim:r1-again-2'],
      ...['stagebench/go-slim:r1-again-1', 'stagebench/go-slim:r1-again-2'],
    ]);
    expect(new Set(engine.requests.map(({ labels }) => labels['stagebench.run']))).toEqual(new Set(['R1']));
    expect((await engine.inventory()).images).toEqual([]);
  });

  test('SOURCE_DATE_EPOCH is an argument of the last two builds', async () => {
    const { engine } = await reproducedAll({}, { variants: [slim] });
    expect(engine.requests.map(({ buildArgs }) => buildArgs?.['SOURCE_DATE_EPOCH'])).toEqual([
      ...[undefined, undefined, '1700000000', '1700000000'],
    ]);
  });

  test('its time is counted apart from that of the builds', async () => {
    const { spent } = await reproducedAll({}, { variants: [slim] });
    // Four builds of "go-slim" as in a walk, 7650 ms each, and two waits of 1100 ms.
    expect(spent).toEqual({ builds: 0, starts: 0, inspections: 0, cleaning: 0, extras: 4 * 7650 + 2 * 1100 });
  });
});

describe('how a cache is emptied', () => {
  test('on an engine of our own everything is pruned, before each build', async () => {
    const { engine } = await reproducedAll({}, { variants: [slim] });
    expect(engine.prunes).toEqual([1, 2, 3, 4].map((build) => `before build ${build}`));
    expect(engine.requests.some(({ noCache }) => noCache)).toBe(false);
  });

  test('on the user’s engine nothing is pruned: no cache, and cache mounts that no other build has', async () => {
    const { engine, cacheWatch } = await reproducedAll({}, { coldMethod: 'no-cache', session: 2 });
    expect(engine.prunes).toEqual([]);
    expect(engine.requests.every(({ noCache }) => noCache)).toBe(true);
    expect(engine.requests.map(({ buildArgs }) => buildArgs?.['BUILDKIT_CACHE_MOUNT_NS'])).toEqual([
      ...[1, 2, 3, 4].map((build) => `R1-2-again-go-slim-${build}`),
      ...[1, 2, 3, 4].map((build) => `R1-2-again-go-alpine-${build}`),
    ]);
    // Everything that is in the cache now is known to be ours.
    expect((await cacheWatch?.left())?.toSorted()).toEqual((await engine.inventory()).cacheRecords);
  });

  test('a build that finds the other one’s steps in the cache proves nothing', async () => {
    const { records } = await reproducedAll({}, { prunesNothing: true, variants: [slim] });
    expect(records).toMatchObject([
      {
        state: 'failed',
        trouble: {
          code: 'CACHE_NOT_AS_DEMANDED',
          reason: expect.stringContaining('RUN install the dependencies came from the cache (and 2 more)'),
        },
      },
    ]);
  });
});

describe('when something goes wrong', () => {
  test('a build that fails costs only its own variant', async () => {
    const { records, error, engine } = await reproducedAll({ failingBuilds: ['go-slim'] });
    expect(outcomes(records)).toEqual(['go/slim failed', 'go/alpine compared']);
    expect(records[0]).toMatchObject({
      ...{
        trouble: {
          code: 'BUILD_FAILED',
          reason: expect.stringContaining('RUN install the dependencies failed'),
        },
      },
    });
    expect(error).toBeUndefined();
    expect((await engine.inventory()).images).toEqual([]);
  });

  test('images that cannot be read cost only their own variant', async () => {
    const script: FakeScript = { content: ({ tag }) => tag, unreadable: ['go-slim'] };
    const { records } = await reproducedAll(script);
    expect(outcomes(records)).toEqual(['go/slim failed', 'go/alpine compared']);
  });

  test('nor does a disk that is full end the run', async () => {
    const onSave = () => {
      throw new Error('ENOSPC: no space left on device');
    };
    const { records, error } = await reproducedAll({ content: ({ tag }) => tag, onSave });
    const trouble = { code: 'IMAGE_UNREADABLE', reason: 'ENOSPC: no space left on device' };
    expect(records).toMatchObject([
      { state: 'failed', trouble },
      { state: 'failed', trouble },
    ]);
    expect(error).toBeUndefined();
  });

  test('an engine that is lost ends it, and the record before stays', async () => {
    const { records, error } = await reproducedAll({ buildsUntilLost: 5 });
    expect(outcomes(records)).toEqual(['go/slim compared']);
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });
});

describe('an interruption', () => {
  test.each([
    ['the first build', 1, 0],
    ['the last build of the first variant', 4, 0],
    ['the second variant', 6, 1],
  ])('during %s leaves no image and no further record', async (_, during, kept) => {
    const controller = new AbortController();
    const onBuild = (count: number) => {
      if (count === during) controller.abort();
    };
    const { records, error, engine } = await reproducedAll({ onBuild }, { controller });
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    expect(records).toHaveLength(kept);
    expect(engine.requests).toHaveLength(during);
    expect((await engine.inventory()).images).toEqual([]);
  });

  test('while images are read leaves no image and no record', async () => {
    const controller = new AbortController();
    const onSave = () => {
      controller.abort();
    };
    const { records, error, engine } = await reproducedAll(
      { content: ({ tag }) => tag, onSave },
      { controller },
    );
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    expect(records).toEqual([]);
    expect((await engine.inventory()).images).toEqual([]);
  });

  test('before the first variant builds nothing', async () => {
    const controller = new AbortController();
    controller.abort();
    const { engine, error } = await reproducedAll({}, { controller });
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    expect(engine.requests).toEqual([]);
  });
});
