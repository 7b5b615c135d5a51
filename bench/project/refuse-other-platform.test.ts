import { expect, test } from 'vitest';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import type { VariantFile } from '../definitions.ts';
import { refuseOtherPlatform } from './refuse-other-platform.ts';

const file = { variant: { app: 'web', strategy: 'slim' }, bases: { names: ['debian:13'] } };
const refuse = (platform: string | undefined, source = 'local', base = 'linux/amd64') =>
  refuseOtherPlatform(
    [file as unknown as VariantFile],
    {
      apps: [{ id: 'web', project: { variants: { slim: { platform } } } }],
      arms: new Map([['slim', { dockerfilesOf: 'slim' }]]),
    } as unknown as Parameters<typeof refuseOtherPlatform>[1],
    [{ name: 'debian:13', ref: 'stagebench-base/debian:13', source } as ResolvedBase],
    { inspectImage: async () => ({ platform: base }) } as unknown as Parameters<
      typeof refuseOtherPlatform
    >[3],
  );

test('a base of this machine is of one platform: a variant for another one is refused before anything is built', async () => {
  await expect(refuse('arm64')).rejects.toMatchObject({
    code: 'BASE_OTHER_PLATFORM',
    message: 'web/slim is built for linux/arm64, and debian:13 was built on this machine for linux/amd64.',
  });
});

test('a base for a later level of the processor is of another platform', async () => {
  await expect(refuse('linux/amd64', 'local', 'linux/amd64/v3')).rejects.toMatchObject({
    code: 'BASE_OTHER_PLATFORM',
  });
});

test.each([
  ['the platform of the base', 'linux/amd64', 'local'],
  ['no platform', undefined, 'local'],
  ['a base that a registry has for each platform', 'linux/arm64', 'registry'],
  ['a level that runs what the base has', 'linux/amd64/v2', 'local'],
  ['a later arm', 'linux/arm/v7', 'local', 'linux/arm/v6'],
  ['the usual level by its name', 'linux/arm64/v8', 'local', 'linux/arm64'],
])('%s is taken', async (_, platform, source, base?: string) => {
  await expect(refuse(platform, source, base)).resolves.toBeUndefined();
});
