import { describe, expect, test } from 'vitest';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { FakeCachePlace } from '../engine/fake/fake-cache-place.ts';
import { cold, walked, warm } from './walk.fixture.ts';

const registry: ScenarioDefinition = {
  ...{ id: 'from-registry', title: '', cache: 'imported', through: 'registry-max', expects: 'all-cached' },
};
const inline: ScenarioDefinition = { ...registry, id: 'from-image', through: 'inline' };
const cachePlace = () => new FakeCachePlace();

describe('a scenario that imports a cache', () => {
  test('has a build before it that exports it, both with an empty cache of their own', async () => {
    const { engine, samples } = await walked(
      {},
      { scenarios: [cold, warm, registry], rounds: 1, cachePlace: cachePlace() },
    );
    const shown = samples
      .slice(0, 4)
      .map(({ visit, state, coldMethod }) => [...[visit.scenario, visit.phase, state, coldMethod]]);
    expect(shown).toEqual([
      ['cold', 'measure', 'built', 'pruned'],
      ['warm', 'measure', 'built', undefined],
      ['from-registry', 'prime', 'built', 'pruned'],
      ['from-registry', 'measure', 'built', 'pruned'],
    ]);
    const words = engine.requests
      .slice(0, 4)
      .map(({ cacheTo, cacheFrom, pushTo }) => [cacheTo, cacheFrom, pushTo]);
    expect(words).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
      ['type=registry,ref=127.0.0.1:1/cache:1,mode=max', undefined, undefined],
      [undefined, 'type=registry,ref=127.0.0.1:1/cache:1', undefined],
    ]);
    expect(engine.prunes.slice(0, 3)).toEqual(['before build 1', 'before build 3', 'before build 4']);
  });

  test('says what the cache weighs, and what exporting and importing took', async () => {
    const { samples } = await walked({}, { scenarios: [registry], rounds: 1, cachePlace: cachePlace() });
    expect(samples.slice(0, 2)).toMatchObject([
      { facts: { stepsCached: 0, cache: { bytes: 20_000_000, exportMs: 0 } } },
      { facts: { stepsCached: 3, cache: { bytes: 20_000_000, importMs: 0 } } },
    ]);
  });

  test('through an image that carries it proves the image of the timed build: the other one lies in the registry', async () => {
    const { engine, log, images } = await walked(
      {},
      { scenarios: [inline], rounds: 1, cachePlace: cachePlace() },
    );
    expect(engine.requests[0]).toMatchObject({ cacheTo: 'type=inline', pushTo: '127.0.0.1:1/cache:1' });
    expect(
      log
        .slice(0, 9)
        .filter((line) => /^(built|starting|step exporting)/.test(line))
        .slice(0, 2),
    ).toEqual(['step exporting to image', 'built 1']);
    expect(log.indexOf('starting the app')).toBeGreaterThan(log.indexOf('visit 2'));
    expect(images).toMatchObject([{ state: 'built' }, { state: 'built' }]);
  });

  test('does not count if a step is built again', async () => {
    const { samples } = await walked(
      { neverCached: ['go-slim', 'go-alpine'] },
      { scenarios: [registry], rounds: 1, cachePlace: cachePlace() },
    );
    expect(samples.map(({ state }) => state)).toEqual(['built', 'invalid', 'built', 'invalid']);
  });

  test('is not built if the export failed; the next one has an export of its own', async () => {
    let exports = 0;
    const { samples } = await walked(
      {},
      {
        ...{ scenarios: [registry, inline], rounds: 1, cachePlace: cachePlace() },
        onBuild: (request) => {
          if (request.cacheTo === undefined) return undefined;
          exports += 1;
          return exports === 1 ? 'no space left' : undefined;
        },
      },
    );
    expect(
      samples.slice(0, 4).map(({ visit, state }) => `${visit.scenario} ${visit.phase} ${state}`),
    ).toEqual([
      'from-registry prime failed',
      'from-registry measure failed',
      'from-image prime built',
      'from-image measure built',
    ]);
    expect(samples[1]).toMatchObject({
      trouble: { reason: 'not built: the build that primes it failed in this round' },
    });
  });
});
