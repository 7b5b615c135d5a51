import { describe, expect, test } from 'vitest';
import { StagebenchError } from '../../domain/errors.ts';
import { configSize } from './registry-server.fixture.ts';
import { idOf } from './stand-in-engine.fixture.ts';
import { app, bare, factsOf, gzipBytes, world } from './transfer-world.fixture.ts';

describe('an image on a base', () => {
  test('has its bytes, its compressor, and the times of its push and its pulls', async () => {
    const { measure, closed } = world();
    const [record] = await measure();
    const bytes = gzipBytes(app) + configSize;
    expect(record).toEqual({
      ref: 'app',
      state: 'measured',
      facts: {
        transferBytes: bytes,
        compression: 'gzip',
        zstdBytes: undefined,
        // Three layers, then three missing, then one.
        pushMs: 21,
        pullEmptyMs: 130,
        pullBasedMs: 110,
        pullBasedBytes: gzipBytes(['the app']) + configSize,
        estimates: [10e6, 100e6, 1e9].map((bitsPerSecond) => ({
          bitsPerSecond,
          ms: (bytes * 8000) / bitsPerSecond,
        })),
      },
    });
    expect(closed).toEqual(['empty']);
  });

  test('is pushed whole, whatever was pushed before it', async () => {
    const images = ['app', 'tool', 'app'].map((ref) => ({ ref, baseRef: 'base' }));
    const { measure, closed } = world();
    const records = await measure({ images });
    expect(records.map((record) => factsOf(record).pushMs)).toEqual([21, 28, 21]);
    expect(records.map((record) => factsOf(record).pullBasedMs)).toEqual([110, 120, 110]);
    // One second engine for all of them.
    expect(closed).toEqual(['empty']);
  });

  test('is pulled once without counting, and then so often; what counts is the median', async () => {
    const { node, measure } = world();
    // Warm-up; onto the empty engine; the base; onto that.
    node.pullTimes = [900, 50, 10, 40, 20, 30, 700, 3, 2, 99, 1, 4];
    const [record] = await measure({ samples: 5 });
    expect(factsOf(record)).toMatchObject({ pullEmptyMs: 30, pullBasedMs: 3 });
    expect(node.pullTimes).toEqual([]);
  });

  test('can be asked for what it were with zstd', async () => {
    const [record] = await world().measure({ zstd: true });
    const { zstdBytes = 0, transferBytes } = factsOf(record);
    expect(zstdBytes).toBeGreaterThan(configSize);
    expect(zstdBytes).not.toBe(transferBytes);
  });

  test('comes over a slow line if one is wanted, but for the warm-up and the base', async () => {
    const { node, registries, measure } = world();
    // What remains is what the line takes.
    node.pullTimes = [0, 0, 0, 0];
    const [record] = await measure({ bitsPerSecond: 80_000, samples: 1 });
    // 10 bytes a millisecond of the same clock; with HTTP around them.
    const { pullEmptyMs = 0, transferBytes } = factsOf(record);
    expect(pullEmptyMs).toBeGreaterThan((transferBytes - configSize) / 10);
    const direct = node.pulled.map((ref) => ref.startsWith(`${registries[0]?.host}/`));
    expect(direct).toEqual([true, false, true, false]);
  });
});

describe('without a base', () => {
  test.each([
    ['an image from scratch', undefined],
    ['an image that does not stand on what is said to be its base', 'bare'],
  ])('%s is only pulled onto an empty engine', async (_, baseRef) => {
    const [record] = await world().measure({ images: [{ ref: 'app', baseRef }] });
    expect(factsOf(record)).toMatchObject({
      pullEmptyMs: 130,
      pullBasedMs: undefined,
      pullBasedBytes: undefined,
    });
  });
});

test('where there is no second engine there are no pulls', async () => {
  const [record] = await world().measure({ startEmptyEngine: undefined });
  expect(factsOf(record)).toMatchObject({
    pushMs: 21,
    pullEmptyMs: undefined,
    pullBasedMs: undefined,
    transferBytes: gzipBytes(app) + configSize,
  });
});

describe('one image that fails is said so, and the next is measured', () => {
  const refused = new StagebenchError('TRANSFER_FAILED', 'refused');
  const both = [
    { ref: 'app', baseRef: 'base' },
    { ref: 'bare', baseRef: undefined },
  ];

  test.each<[string, (parts: ReturnType<typeof world>) => void, string, string]>([
    [
      'the registry refuses',
      ({ engine }) => {
        let pushes = 0;
        engine.onPush = () => {
          pushes += 1;
          if (pushes === 1) throw refused;
        };
      },
      'TRANSFER_FAILED',
      'refused\n  the last words of the registry',
    ],
    ['it is not there', ({ engine }) => void engine.removeImage('app'), 'IMAGE_UNREADABLE', 'no image app'],
    [
      'the engine to pull onto has layers without an image',
      ({ node }) => {
        let lines = 0;
        node.says = (line) => ((lines += 1) === 5 ? line.replace('Pull complete', 'Already exists') : line);
      },
      'TRANSFER_FAILED',
      'has 1 layers although it has no image',
    ],
    [
      'that engine brings the base again',
      ({ node }) => {
        node.says = (line) => line.replace('Already exists', 'Pull complete');
      },
      'TRANSFER_FAILED',
      'downloaded 2 layers again that it had with the base',
    ],
    [
      'something else arrives',
      ({ node }) => {
        let pulls = 0;
        node.gets = (layers) => ((pulls += 1) === 1 ? [...layers].reverse() : layers);
      },
      'TRANSFER_FAILED',
      'did not get what was pushed',
    ],
  ])('%s', async (_, spoil, code, said) => {
    const parts = world();
    spoil(parts);
    const [first, second] = await parts.measure({ images: both });
    expect(first).toMatchObject({
      ref: 'app',
      state: 'failed',
      trouble: { code, reason: expect.stringContaining(said) },
    });
    expect(factsOf(second)).toMatchObject({ pushMs: 7, pullEmptyMs: 110 });
    expect(parts.closed).toEqual(['empty']);
  });
});

test('an image that nobody has named stays where it is', async () => {
  const { measure } = world({ [idOf(app)]: app });
  const [record] = await measure({ images: [{ ref: idOf(app), baseRef: undefined }] });
  expect(record).toMatchObject({
    state: 'failed',
    trouble: { reason: expect.stringContaining('has no name') },
  });
});

test('an engine that holds images already is none to pull onto', async () => {
  const { node, measure } = world();
  node.hold('theirs', bare);
  const [record] = await measure();
  expect(record).toMatchObject({ state: 'failed', trouble: { reason: expect.stringContaining('theirs') } });
});
