import { expect, test } from 'vitest';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import type { VariantFile } from '../definitions.ts';
import { refuseOtherPlatform } from './refuse-other-platform.ts';

const file = { variant: { app: 'web', strategy: 'slim' }, bases: { names: ['debian:13'] } };
const engine = { inspectImage: async () => ({ platform: 'linux/amd64' }) };

const refuse = (platform: string | undefined, source = 'local') =>
  refuseOtherPlatform(
    [file as unknown as VariantFile],
    {
      apps: [{ id: 'web', project: { variants: { slim: { platform } } } }],
      arms: new Map([['slim', { dockerfilesOf: 'slim' }]]),
    } as unknown as Parameters<typeof refuseOtherPlatform>[1],
    [{ name: 'debian:13', ref: 'stagebench-base/debian:13', source } as ResolvedBase],
    engine as unknown as Parameters<typeof refuseOtherPlatform>[3],
  );

test('a base of this machine is of one platform: a variant for another one is refused before anything is built', async () => {
  await expect(refuse('arm64')).rejects.toMatchObject({
    code: 'BASE_UNMAPPED',
    message: 'web/slim is built for linux/arm64, and debian:13 was built on this machine for linux/amd64.',
  });
});

test.each([
  ['the platform of the base', 'linux/amd64', 'local'],
  ['no platform', undefined, 'local'],
  ['a base that a registry has for each platform', 'linux/arm64', 'registry'],
])('%s is taken', async (_, platform, source) => {
  await expect(refuse(platform, source)).resolves.toBeUndefined();
});
