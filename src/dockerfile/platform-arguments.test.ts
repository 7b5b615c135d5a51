import { expect, test } from 'vitest';
import { dockerfileBases } from './dockerfile-bases.ts';
import { platformArguments } from './platform-arguments.ts';

test.each([
  [
    'linux/arm/v7',
    { TARGETPLATFORM: 'linux/arm/v7', TARGETOS: 'linux', TARGETARCH: 'arm', TARGETVARIANT: 'v7' },
  ],
  [
    'linux/x86_64',
    { TARGETPLATFORM: 'linux/amd64', TARGETOS: 'linux', TARGETARCH: 'amd64', TARGETVARIANT: '' },
  ],
  [
    'linux/arm64/v8',
    { TARGETPLATFORM: 'linux/arm64', TARGETOS: 'linux', TARGETARCH: 'arm64', TARGETVARIANT: '' },
  ],
  ['arm', { TARGETPLATFORM: 'linux/arm/v7', TARGETOS: 'linux', TARGETARCH: 'arm', TARGETVARIANT: 'v7' }],
  ['arm64', { TARGETPLATFORM: 'linux/arm64', TARGETOS: 'linux', TARGETARCH: 'arm64', TARGETVARIANT: '' }],
])('a build for %s has its parts by themselves', (platform, target) => {
  expect(platformArguments(platform)).toMatchObject(target);
});

test('a stage for each architecture is chosen by the platform', () => {
  const text = 'FROM a:1 AS for-amd64\nFROM b:1 AS for-arm64\nFROM for-${TARGETARCH}\n';
  const basesFor = (platform: string) =>
    dockerfileBases('f', text, undefined, platformArguments(platform)).names;
  expect([basesFor('linux/amd64'), basesFor('linux/arm64')]).toEqual([['a:1'], ['b:1']]);
});
