import { expect, test } from 'vitest';
import type { ProjectService } from '../../src/domain/definitions/service.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { FakeEngine } from '../../src/engine/fake/fake-engine.ts';
import { provideServices } from './provide-services.ts';

const service = (image: string): ProjectService => ({
  ...{ name: 'db', image, port: 1, ready: { kind: 'listens' }, timeoutMs: 1 },
});

async function provide(image: string, base: ResolvedBase | StagebenchError) {
  const engine = new FakeEngine();
  const tag = 'mine/db:1';
  await engine.build({ contextDir: '', dockerfile: '', tag, bases: new Map(), labels: {} });
  const asked: string[] = [];
  const refs = provideServices([service(image)], {
    ...{ engine, signal: new AbortController().signal, note: () => {} },
    provideBases: ({ names }) => {
      asked.push(...names);
      return base instanceof StagebenchError ? Promise.reject(base) : Promise.resolve([base]);
    },
  });
  return { asked, ref: (await refs)[0]?.ref };
}

const base: ResolvedBase = {
  ...{ name: 'postgres:17', ref: 'pinned@sha256:1', digest: '', source: 'registry', diffIds: [] },
};

test('an image that is on the engine is taken as it is; another one from where bases come', async () => {
  expect(await provide('mine/db:1', base)).toEqual({ asked: [], ref: 'mine/db:1' });
  expect((await provide('docker.io/library/postgres:17', base)).asked).toEqual(['postgres:17']);
  expect(await provide('postgres:17', base)).toEqual({ asked: ['postgres:17'], ref: 'pinned@sha256:1' });
});

test('one that cannot be had is an error that lists what there is', async () => {
  const unknown = new StagebenchError('BASE_UNKNOWN', 'There is no local recipe for the base postgres:17.');
  await expect(provide('postgres:17', unknown)).rejects.toMatchObject({
    code: 'SERVICE_IMAGE',
    message: expect.stringMatching(
      /^service db: the engine has no image postgres:17, no registry answers, and no recipe makes it\. There are: .*debian:trixie-slim/,
    ) as string,
  });
  const refused = new StagebenchError('ENGINE_REQUEST', 'The registry says: denied.');
  await expect(provide('postgres:17', refused)).rejects.toThrow(/^service db: The registry says: denied\.$/);
  const lost = new StagebenchError('ENGINE_LOST', 'gone');
  await expect(provide('postgres:17', lost)).rejects.toBe(lost);
});
