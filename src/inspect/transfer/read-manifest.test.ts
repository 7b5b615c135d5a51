import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { readManifest } from './read-manifest.ts';
import { pushedForm, RegistryServer } from './registry-server.fixture.ts';

const { manifest } = pushedForm(['one', 'two']);
const other = pushedForm(['other']).manifest;

let registry: RegistryServer;
beforeAll(async () => {
  registry = await RegistryServer.start();
});
afterAll(() => registry.close());

const read = (tag: string, platform = 'linux/amd64') =>
  readManifest(registry.host, 'team/app', tag, platform);
const put = (reference: string, answer: unknown) => registry.manifests.set(`team/app:${reference}`, answer);

test('a manifest is read: config, layers from the bottom up', async () => {
  put('plain', manifest);
  expect(await read('plain')).toEqual(manifest);
});

test('an image without layers has none', async () => {
  put('bare', { ...manifest, layers: null });
  expect((await read('bare')).layers).toEqual([]);
});

describe('of several platforms', () => {
  const entry = (digest: string, architecture: string, variant?: string) => ({
    digest,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    size: 1,
    platform: { os: architecture === 'unknown' ? 'unknown' : 'linux', architecture, variant },
  });

  beforeAll(() => {
    const attestation = entry('sha256:a1', 'unknown');
    const ours = entry('sha256:a2', 'amd64');
    put('index', {
      manifests: [attestation, ours, entry('sha256:a3', 'arm', 'v6'), entry('sha256:a4', 'arm', 'v7')],
    });
    for (const digest of ['sha256:a1', 'sha256:a3']) put(digest, other);
    for (const digest of ['sha256:a2', 'sha256:a4']) put(digest, manifest);
  });

  test.each(['linux/amd64', 'linux/amd64/v2', 'linux/arm/v7'])(
    'the one for %s is taken',
    async (platform) => {
      expect(await read('index', platform)).toEqual(manifest);
    },
  );

  test('none for this one is an error', async () => {
    await expect(read('index', 'linux/riscv64')).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('linux/riscv64'),
    });
  });
});

test.each([
  ['is not there', 'none', undefined, 'status 404'],
  ['is no JSON', 'torn', '{"config":', 'JSON'],
  ['has no config', 'odd', { layers: [] }, 'config'],
])('a manifest that %s is an error that says so', async (_, tag, answer, said) => {
  if (answer !== undefined) put(tag, answer);
  await expect(read(tag)).rejects.toMatchObject({
    code: 'TRANSFER_FAILED',
    message: expect.stringContaining(said),
  });
});

test('a registry that is not there is an error at once', async () => {
  const gone = await RegistryServer.start();
  const { host } = gone;
  await gone.close();
  await expect(readManifest(host, 'a', 'b', 'linux/amd64')).rejects.toMatchObject({
    code: 'TRANSFER_FAILED',
  });
});
