import { expect, test } from 'vitest';
import { parsePlatform } from '../../../domain/image/platform.ts';
import { digestFor } from './platform-digest.ts';

const entry = (os: string, architecture: string, variant?: string) => ({
  digest: [os, architecture, variant].filter(Boolean).join('/'),
  platform: { os, architecture, ...(variant !== undefined && { variant }) },
});
const index = {
  manifests: [
    ...[entry('linux', 'amd64'), entry('linux', 'amd64', 'v3'), entry('linux', 'arm', 'v5')],
    ...[entry('linux', 'arm', 'v7'), entry('linux', 'arm', 'v6'), entry('linux', 'arm64', 'v8')],
    ...[entry('windows', 'amd64'), entry('unknown', 'unknown'), { digest: 'without a platform' }],
  ],
};

test.each<[string, string | undefined]>([
  ['linux/amd64', 'linux/amd64'],
  ['linux/amd64/v2', 'linux/amd64'],
  ['linux/amd64/v4', 'linux/amd64/v3'],
  ['linux/arm64', 'linux/arm64/v8'],
  ['linux/arm/v7', 'linux/arm/v7'],
  ['linux/arm/v6', 'linux/arm/v6'],
  ['windows/amd64', 'windows/amd64'],
  ['linux/riscv64', undefined],
])('for %s an index has %s', (platform, digest) => {
  expect(digestFor(JSON.stringify(index), parsePlatform(platform))).toBe(digest);
});

test('a manifest is no index', () => {
  const manifest = { config: { digest: 'sha256:1' }, layers: [] };
  expect(digestFor(JSON.stringify(manifest), parsePlatform('linux/arm64'))).toBeUndefined();
});
