import { expect, test } from 'vitest';
import type { ProvidedService } from '../inspect/start/with-services.ts';
import { cold, walked, works } from './walk.fixture.ts';

const database: ProvidedService = {
  ...{ name: 'db', ref: 'fake/db', port: 5432, ready: { kind: 'listens' }, timeoutMs: 1000 },
};

test('services run beside the starts of an image, and never beside a build', async () => {
  const beside: number[] = [];
  const duringStarts: number[] = [];
  let count = async (): Promise<number> => Promise.resolve(0);
  const { samples } = await walked(
    {
      answer: () => {
        void count().then((now) => duringStarts.push(now));
        return works();
      },
    },
    {
      ...{ scenarios: [cold], services: () => [database] },
      beforeBuild: async (_, engine) => {
        count = async () => (await engine.inventory()).containers.length;
        beside.push(await count());
      },
    },
  );
  expect(samples.map(({ state }) => state)).toEqual(['built', 'built', 'built', 'built']);
  expect(beside).toEqual([0, 0, 0, 0]);
  // The app and its database.
  expect(new Set(duringStarts)).toEqual(new Set([2]));
});

test('a service that does not get ready fails the builds of that image with its own reason', async () => {
  const { samples, images } = await walked(
    {},
    {
      scenarios: [cold],
      services: () => [{ ...database, ready: { kind: 'answers', path: '/', status: 204 } }],
    },
  );
  expect(new Set(samples.map(({ state }) => state))).toEqual(new Set(['failed']));
  expect(images).toMatchObject([
    {
      trouble: {
        code: 'SERVICE_NOT_READY',
        reason: expect.stringMatching(/^service db: \/: status 200/) as string,
      },
    },
    { trouble: { code: 'SERVICE_NOT_READY' } },
  ]);
});
