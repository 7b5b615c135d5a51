import { expect, test } from 'vitest';
import type { LocalBasesRequest } from '../../src/bases/local-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { BaseSource, ResolvedBase } from '../../src/domain/image/base.ts';
import type { VariantFile } from '../definitions.ts';
import { basesForPlatforms } from './bases-for-platforms.ts';
import type { PlacedVariants } from './place-platforms.ts';

const armDigest = `sha256:${'b'.repeat(64)}`;
const base: ResolvedBase = {
  ...{ name: 'debian:13', ref: 'stagebench-base/debian:13-0', source: 'registry' },
  ...{ digest: `sha256:${'a'.repeat(64)}`, diffIds: ['sha256:1'] },
};
const file = {
  variant: { app: 'web', strategy: 'slim' },
  bases: { names: ['debian:13'], buildNames: [], finalBase: 'debian:13' },
} as unknown as VariantFile;

interface Case {
  readonly source?: BaseSource;
  readonly here?: string;
  readonly shared?: readonly string[];
  readonly names?: readonly string[];
  /** What the registry answers. */
  readonly answer?: () => Promise<string | undefined>;
}

async function provide(
  platform: string | undefined,
  { source = 'registry', here = 'linux/amd64', shared = [], names = ['debian:13'], answer }: Case = {},
  mapped?: Readonly<Record<string, string>>,
) {
  const asked: string[] = [];
  const images = new Map([[base.ref, here]]);
  const engine = {
    inspectImage: async (ref: string) =>
      images.has(ref) ? { platform: images.get(ref), diffIds: [`layer of ${images.get(ref)}`] } : undefined,
    platformDigest: async (ref: string) => {
      asked.push(ref);
      return answer === undefined ? armDigest : answer();
    },
    pullImage: async (ref: string) => void images.set(ref, 'linux/arm64'),
    tagImage: async (ref: string, tag: string) => void images.set(tag, images.get(ref) ?? ''),
    removeImage: async (ref: string) => void images.delete(ref),
  };
  const signal = new AbortController().signal;
  const request = { engine, extraCa: '', onProgress: () => {}, onStep: () => {}, tools: { signal } };
  const placed = new Map(
    platform === undefined
      ? []
      : [
          [
            'web/slim',
            {
              builtFor: { platform, by: 'cross' },
              names: new Set(names),
              shared: new Set(shared),
            },
          ],
        ],
  ) as PlacedVariants;
  const [found] = await basesForPlatforms(
    [file],
    placed,
    [{ ...base, source }],
    request as unknown as LocalBasesRequest,
    { mapped: mapped ?? {} },
  );
  return { own: found?.ofPlatform, asked, left: [...images.keys()] };
}

test('a base of a registry is pulled for the platform that is built for; the run knows it by the digest of all platforms', async () => {
  const { own, asked, left } = await provide('linux/arm64');
  expect(own).toEqual([
    {
      ...{ name: 'debian:13', ref: 'stagebench-base/debian:13-bbbbbbbbbbbb', source: 'registry' },
      ...{ digest: base.digest, diffIds: ['layer of linux/arm64'] },
    },
  ]);
  expect(asked).toEqual([`debian@${base.digest}`]);
  expect(left).toEqual([base.ref, own?.[0]?.ref]);
});

test('of a base that stands for another one it is the other one that is pulled', async () => {
  const { own, asked } = await provide('linux/arm64', { source: 'substitute' }, { 'debian:13': 'alpine:3' });
  expect(asked).toEqual([`alpine@${base.digest}`]);
  expect(own).toMatchObject([
    { name: 'debian:13', source: 'substitute', ref: 'stagebench-base/alpine:3-bbbbbbbbbbbb' },
  ]);
});

const unreachable = () =>
  Promise.reject(new StagebenchError('REGISTRY_UNREACHABLE', 'debian@sha256:a cannot be looked up: 404.'));

test.each<[string, string, Case, string]>([
  ['was made here', 'linux/arm64', { source: 'local' }, 'was built on this machine for linux/amd64'],
  [
    'is for a later level of the processor',
    'linux/amd64',
    { source: 'local', here: 'linux/amd64/v3' },
    'was built on this machine for linux/amd64/v3',
  ],
  [
    'has no such platform in its registry',
    'linux/arm64',
    { answer: () => Promise.resolve(undefined) },
    'is here for linux/amd64: debian:13 has nothing for linux/arm64 in its registry',
  ],
  [
    'is in no registry that answers',
    'linux/arm64',
    { source: 'substitute', answer: unreachable },
    'is here for linux/amd64: debian@sha256:a cannot be looked up: 404',
  ],
  [
    'is needed where it is built, too',
    'linux/arm64',
    { shared: ['debian:13'] },
    'is needed for linux/amd64, too: name it by another tag in the FROM of one of them',
  ],
])('a base that %s is refused before anything is built', async (_, platform, given, why) => {
  await expect(provide(platform, given)).rejects.toMatchObject({
    code: 'BASE_OTHER_PLATFORM',
    message: `web/slim is built for ${platform}, and debian:13 ${why}.`,
  });
});

test.each<[string, string | undefined, Case]>([
  ['the platform of the base', 'linux/amd64', {}],
  ['no platform', undefined, {}],
  ['a level that runs what the base has', 'linux/amd64/v2', { source: 'local' }],
  ['a later arm', 'linux/arm/v7', { here: 'linux/arm/v6' }],
  ['the usual level by its name', 'linux/arm64/v8', { here: 'linux/arm64' }],
  ['a base of a stage that runs where it is built', 'linux/arm64', { names: [] }],
])('%s takes the base that is here', async (_, platform, given) => {
  expect(await provide(platform, given)).toMatchObject({ own: undefined, asked: [] });
});
