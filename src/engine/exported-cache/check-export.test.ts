import { expect, test } from 'vitest';
import type { BuildOutcome, BuildRequest, Engine } from '../engine.ts';
import { FakeCachePlace } from '../fake/fake-cache-place.ts';
import { FakeEngine } from '../fake/fake-engine.ts';
import { checkExport } from './check-export.ts';

test('a builder that exports and imports is taken, and nothing of the probe is left', async () => {
  const engine = new FakeEngine();
  const place = new FakeCachePlace();
  await checkExport(engine, place, 'registry-max', 'R1');
  expect((await engine.inventory()).images).toEqual([]);
  expect(place.name).toBeUndefined();
});

test('one of the docker driver is refused in the words of buildx', async () => {
  const requests: BuildRequest[] = [];
  // As buildx 0.13.1 prints it.
  const logTail = [
    'ERROR: Cache export is not supported for the docker driver.',
    'Switch to a different driver, or turn on the containerd image store, and try again.',
    'Learn more at https://docs.docker.com/go/build-cache-backends/',
  ];
  const failed: BuildOutcome = {
    ...{ state: 'failed', steps: [], rawLog: '', failedStep: '', message: logTail[2] ?? '', logTail },
  };
  const engine: Pick<Engine, 'build' | 'removeImage'> = {
    build: async (request) => {
      requests.push(request);
      return failed;
    },
    removeImage: async () => {},
  };
  await expect(
    checkExport(engine as Engine, new FakeCachePlace(), 'registry-max', 'R1'),
  ).rejects.toMatchObject({
    code: 'BUILDER_NO_CACHE_EXPORT',
    message:
      'A cache (registry-max) cannot be moved through 127.0.0.1:1/cache:1: Cache export is not supported for the docker driver.',
  });
  expect(requests).toHaveLength(1);
});
