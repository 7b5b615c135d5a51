import { describe, expect, test } from 'vitest';
import type { Reproduction } from '../../domain/image/reproduction.ts';
import type { BuildRequest } from '../../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../../engine/fake/fake-engine.ts';
import { temporaryLayers } from '../layers/layer-store.fixture.ts';
import { reproduce, type ColdBuild } from './reproduce.ts';

const tags = ['stagebench/go-slim:r1-again-1', 'stagebench/go-slim:r1-again-2'] as const;
const bystander = 'stagebench/go-slim:r1';

/** Another image under every name, unless SOURCE_DATE_EPOCH is given. */
const obeying = ({ tag, buildArgs }: BuildRequest): string =>
  buildArgs?.['SOURCE_DATE_EPOCH'] === undefined ? tag : 'always the same';

interface Changes {
  readonly controller?: AbortController;
  /** Called before each build, with its number from 1. */
  readonly before?: (build: number) => void;
}

/** Reproduces on the fake engine, beside an image that is somebody else's. */
async function reproduced(script: FakeScript, { controller, before }: Changes = {}) {
  const saves: number[] = [];
  const engine = new FakeEngine({
    ...script,
    onSave: (count) => {
      saves.push(count);
      script.onSave?.(count);
    },
  });
  const requestFor = (tag: string, epoch?: number): BuildRequest => ({
    ...{ contextDir: '.', dockerfile: 'Dockerfile', tag, bases: new Map(), labels: {}, noCache: true },
    ...(epoch !== undefined && { buildArgs: { SOURCE_DATE_EPOCH: String(epoch) } }),
  });
  await engine.build(requestFor(bystander));
  const { images } = await engine.inventory();
  const builds: (ColdBuild & { began: number; ended: number })[] = [];
  let outcome: Reproduction | undefined;
  let error: unknown;
  try {
    outcome = await reproduce({
      ...{ engine, layers: await temporaryLayers(), clock: engine.clock, tags, signal: controller?.signal },
      build: async (request) => {
        const began = engine.clock.monotonicMs();
        before?.(builds.length + 1);
        await engine.build(requestFor(request.tag, request.sourceDateEpoch));
        builds.push({ ...request, began, ended: engine.clock.monotonicMs() });
      },
    });
  } catch (thrown) {
    error = thrown;
  }
  // Whatever has happened.
  expect((await engine.inventory()).images).toEqual(images);
  return { outcome, error, builds, saves };
}

test('four builds: two without SOURCE_DATE_EPOCH, two with the same', async () => {
  const { builds } = await reproduced({});
  expect(builds.map(({ tag, sourceDateEpoch }) => ({ tag, sourceDateEpoch }))).toEqual([
    ...tags.map((tag) => ({ tag, sourceDateEpoch: undefined })),
    ...tags.map((tag) => ({ tag, sourceDateEpoch: 1_700_000_000 })),
  ]);
});

test('the two to be compared never fall into one second', async () => {
  const { builds } = await reproduced({});
  const gap = (first: number): number => (builds[first + 1]?.began ?? 0) - (builds[first]?.ended ?? 0);
  expect([gap(0), gap(2)].every((ms) => ms >= 1000)).toBe(true);
});

test('builds that give the same layers are not even saved', async () => {
  const { outcome, saves } = await reproduced({ content: () => 'always the same' });
  // The fake makes an image's id of its name.
  const identical = { state: 'identical', sameId: false };
  expect(outcome).toEqual({ without: identical, with: identical });
  expect(saves).toEqual([]);
});

test('a Dockerfile that obeys SOURCE_DATE_EPOCH differs without it only', async () => {
  const { outcome, saves } = await reproduced({ content: obeying });
  // Three layers of one file each, whose name comes from what it is built of.
  expect(outcome).toMatchObject({
    without: {
      ...{
        state: 'different',
        layers: 3,
        filesContent: 0,
        filesMetadata: 0,
        filesOnlyInOne: 6,
        onlyTimes: false,
      },
    },
    with: { state: 'identical' },
  });
  expect(saves).toEqual([1]);
});

test('layers are told by their steps: the fake has two before them that make none', async () => {
  const { outcome } = await reproduced({ content: obeying });
  const { without } = outcome ?? {};
  expect(
    without?.state === 'different' && without.firstPaths.map(({ what, layer }) => `${what} ${layer}`),
  ).toEqual([
    ...['only in first 2', 'only in first 3', 'only in first 4'],
    ...['only in second 2', 'only in second 3', 'only in second 4'],
  ]);
});

describe('nothing of it stays', () => {
  test.each([1, 2, 3, 4])('if build %i fails', async (failing) => {
    const failure = new Error('no');
    const { error, builds } = await reproduced(
      {},
      {
        before: (build) => {
          if (build === failing) throw failure;
        },
      },
    );
    expect(error).toBe(failure);
    expect(builds).toHaveLength(failing - 1);
  });

  test('if the images cannot be read', async () => {
    const unreadable = () => {
      throw new Error('disk full');
    };
    const { error } = await reproduced({ content: obeying, onSave: unreadable });
    expect(error).toMatchObject({ message: 'disk full' });
  });

  test.each([
    ['during the first build', 1, 1],
    ['during the third', 3, 3],
  ])('if it is interrupted %s, and no further build begins', async (_, during, built) => {
    const controller = new AbortController();
    const before = (build: number) => {
      if (build === during) controller.abort();
    };
    const { error, builds } = await reproduced({}, { controller, before });
    expect(error).toBe(controller.signal.reason);
    expect(builds).toHaveLength(built);
  });

  test('if it is interrupted while the images are read', async () => {
    const controller = new AbortController();
    const onSave = () => {
      controller.abort();
    };
    const { error, builds } = await reproduced({ content: obeying, onSave }, { controller });
    expect(error).toBe(controller.signal.reason);
    expect(builds).toHaveLength(2);
  });
});
