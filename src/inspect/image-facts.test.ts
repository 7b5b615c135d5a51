import { describe, expect, test } from 'vitest';
import { baseTag } from '../bases/recipe-hash.ts';
import type { ResolvedBase } from '../domain/image/base.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { imageFacts, type ImageOrigin } from './image-facts.ts';
import { temporaryLayers } from './layers/layer-store.fixture.ts';
import { readEngineImages } from './read-engine-images.ts';

const tag = 'stagebench/go-slim:r1';
const scratch: ImageOrigin = { baseName: 'scratch', base: undefined, source: 'local' };

/**
 * The fake builds three layers of 7,000, 14,000 and 21,000 bytes for a name of seven letters, each with one executable file:
 * as many whole blocks of 512 bytes as fit, without three for the header and the end.
 */
async function built() {
  const engine = new FakeEngine();
  await engine.build({ contextDir: '.', dockerfile: 'Dockerfile', tag, bases: new Map(), labels: {} });
  const diffIds = (await engine.inspectImage(tag))?.diffIds ?? [];
  const base = (...ids: string[]): ResolvedBase => ({
    name: 'debian:13',
    ref: 'd',
    digest: 'sha256:0',
    source: 'local',
    diffIds: ids,
  });
  const read = async (origin: ImageOrigin, imageStore = 'graphdriver') => {
    const reading = { imageStore, layers: await temporaryLayers() };
    const [facts] = await imageFacts(engine, [{ ref: tag, origin }], reading);
    return facts;
  };
  return { engine, diffIds, base, read };
}

describe('the bytes of an image', () => {
  test.each([
    ['no base', 0, { baseBytes: 0, ownBytes: 42_000, ownLayers: 3 }],
    ['a base of one layer', 1, { baseBytes: 7000, ownBytes: 35_000, ownLayers: 2 }],
    ['a base that it is', 3, { baseBytes: 42_000, ownBytes: 0, ownLayers: 0 }],
  ])('on %s', async (_, shared, facts) => {
    const { diffIds, base, read } = await built();
    const found = await read({
      ...{ baseName: 'debian:13', base: base(...diffIds.slice(0, shared)), source: 'local' },
    });
    expect(found).toMatchObject({
      ...{ sizeBytes: 42_000, layers: 3, largestLayerBytes: 21_000 },
      ...{ rootfsBytes: 5120 + 12_288 + 19_456, wasteBytes: 0 },
      ...facts,
    });
  });

  test('on scratch there is no digest, and the weakest source of all stages stands', async () => {
    const { read } = await built();
    expect(await read({ ...scratch, source: 'substitute' }, 'containerd')).toMatchObject({
      baseRef: 'scratch',
      baseDigest: '',
      baseSource: 'substitute',
      imageStore: 'containerd',
      baseBytes: 0,
    });
  });
});

test('every step of the history is told, with the layer it made; those of the base are not its own', async () => {
  const { diffIds, base, read } = await built();
  const facts = await read({
    ...{ baseName: 'debian:13', base: base(diffIds[0] ?? ''), source: 'local' },
  });
  expect(facts?.historySteps).toBe(5);
  expect(facts?.layerFacts).toEqual([
    ...[0, 1].map((index) => ({
      ...{ index, createdBy: 'ENV FAKE=1', empty: true, own: false },
      ...{ sizeBytes: 0, files: 0, wasteBytes: 0, needless: {} },
    })),
    ...diffIds.map((diffId, layer) => ({
      ...{ index: layer + 2, diffId, createdBy: `RUN step ${layer + 1}`, empty: false, own: layer > 0 },
      ...{ sizeBytes: 7000 * (layer + 1), files: 1, wasteBytes: 0, needless: {} },
    })),
  ]);
});

test('what the fake ships is three executables, and no package database', async () => {
  const { read } = await built();
  expect((await read(scratch))?.surface).toMatchObject({
    ...{ executables: 3, elfFiles: 0, osPackages: undefined, shells: 0, runsAsRoot: false, namesFound: [] },
  });
});

test('an image that is not there is an error that names it', async () => {
  const reading = { imageStore: 'graphdriver', layers: await temporaryLayers() };
  await expect(imageFacts(new FakeEngine(), [{ ref: tag, origin: scratch }], reading)).rejects.toMatchObject({
    code: 'IMAGE_NOT_FOUND',
    message: `The engine has no image ${tag}.`,
  });
});

test('a base that is asked for by its upstream name is not there: the error says under which name it is', async () => {
  const engine = new FakeEngine();
  const ours = baseTag('debian:trixie-slim', 'ab'.repeat(32));
  await engine.build({ contextDir: '.', dockerfile: 'Dockerfile', tag: ours, bases: new Map(), labels: {} });
  await expect(
    readEngineImages(engine, ['debian:trixie-slim'], await temporaryLayers()),
  ).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND', message: expect.stringContaining(` as ${ours}.`) });
});
