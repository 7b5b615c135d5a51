import { describe, expect, test } from 'vitest';
import type { ResolvedBase } from '../domain/base.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { commonPrefix, imageFacts } from './image-facts.ts';

const tag = 'stagebench/go-slim:r1';

/** The fake builds three layers of 7,000, 14,000 and 21,000 bytes for a name of seven letters. */
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
  return { engine, diffIds, base };
}

describe('the bytes of an image', () => {
  test.each([
    ['no base', 0, { baseBytes: 0, ownBytes: 42_000, ownLayers: 3 }],
    ['a base of one layer', 1, { baseBytes: 7000, ownBytes: 35_000, ownLayers: 2 }],
    ['a base that it is', 3, { baseBytes: 42_000, ownBytes: 0, ownLayers: 0 }],
  ])('on %s', async (_, shared, facts) => {
    const { engine, diffIds, base } = await built();
    const origin = {
      baseName: 'debian:13',
      base: base(...diffIds.slice(0, shared)),
      source: 'local' as const,
    };
    const [read] = await imageFacts(engine, [{ ref: tag, origin }], 'graphdriver');
    expect(read).toMatchObject({
      sizeBytes: 42_000,
      layers: 3,
      ...facts,
    });
  });

  test('on scratch there is no digest, and the weakest source of all stages stands', async () => {
    const { engine } = await built();
    const origin = { baseName: 'scratch', base: undefined, source: 'substitute' as const };
    const [facts] = await imageFacts(engine, [{ ref: tag, origin }], 'containerd');
    expect(facts).toMatchObject({
      baseRef: 'scratch',
      baseDigest: '',
      baseSource: 'substitute',
      imageStore: 'containerd',
      baseBytes: 0,
    });
  });
});

test('an image that is not there is an error that names it', async () => {
  const origin = { baseName: 'scratch', base: undefined, source: 'local' as const };
  await expect(imageFacts(new FakeEngine(), [{ ref: tag, origin }], 'graphdriver')).rejects.toMatchObject({
    code: 'IMAGE_UNREADABLE',
    message: `The engine has no image ${tag}.`,
  });
});

test.each([
  ['abc', 'abd', 2],
  ['abc', 'ab', 2],
  ['ab', 'abc', 2],
  ['abc', '', 0],
  ['', '', 0],
  ['abc', 'xbc', 0],
  ['abc', 'abc', 3],
])('layers %s and %s share %i from the bottom', (a, b, shared) => {
  expect(commonPrefix(Array.from(a), Array.from(b))).toBe(shared);
});
