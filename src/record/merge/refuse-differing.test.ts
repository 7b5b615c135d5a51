import { expect, test } from 'vitest';
import { manifest } from '../manifest.fixture.ts';
import type { RunManifest } from '../manifest.ts';
import { refuseDiffering } from './refuse-differing.ts';

const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'here', isMine: false };
const on = (builder?: object): RunManifest => ({
  ...manifest,
  engine: { ...manifest.engine, ...(builder && { builtBy: { ...builtBy, ...builder } }) },
});

const split = { 'go/slim': 1, 'go/alpine': 2 };
const shard = (number: number, each: RunManifest) => ({
  ...{ folder: `/r${number}`, manifest: each },
  shard: { number, of: 2, split },
});
const merge = (one: RunManifest, two: RunManifest): void =>
  refuseDiffering({ shards: [shard(1, one), shard(2, two)] }, () => ({}));

test('two builders of one driver are two machines, and may each measure a shard', () => {
  expect(() => merge(on({}), on({ id: 'there', version: 'v0.26.3' }))).not.toThrow();
});

test.each([
  ['the engine and remote', undefined, {}],
  ['remote and kubernetes', {}, { driver: 'kubernetes' }],
])('shards that were built by %s are not of one plan', (which, one, two) => {
  expect(() => merge(on(one), on(two))).toThrow(`1/2 and 2/2: built by: ${which}`);
});
