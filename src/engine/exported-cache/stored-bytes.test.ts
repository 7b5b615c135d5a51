import { afterAll, beforeAll, expect, test } from 'vitest';
import { RegistryServer } from '../../inspect/transfer/registry-server.fixture.ts';
import { storedBytes } from './stored-bytes.ts';

let registry: RegistryServer;
beforeAll(async () => {
  registry = await RegistryServer.start();
});
afterAll(() => registry.close());

const put = (manifest: unknown) => registry.manifests.set('run/cache:measured', manifest);
const stored = (name = 'run/cache:measured') => storedBytes(`${registry.host}/${name}`);
const blob = (digest: string, size: number) => ({ digest, size });

test('the manifest itself, its configuration, and each layer once', async () => {
  const manifest = { config: blob('c', 10), layers: [blob('a', 300), blob('b', 40), blob('a', 300)] };
  put(manifest);
  expect(await stored()).toBe(JSON.stringify(manifest).length + 350);
});

test('a cache whose manifest is an index names its layers there', async () => {
  const manifest = { manifests: [blob('a', 300), blob('b', 40), blob('config', 7)] };
  put(manifest);
  expect(await stored()).toBe(JSON.stringify(manifest).length + 347);
});

test('where nothing lies, and where nobody answers, nothing is known', async () => {
  expect(await stored('run/other:measured')).toBeUndefined();
  expect(await storedBytes('127.0.0.1:1/run/cache:measured')).toBeUndefined();
});
