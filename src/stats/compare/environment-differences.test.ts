import { describe, expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { imageRow as image } from '../../record/rows.fixture.ts';
import {
  environmentDifferences,
  smallDifferences,
  type RecordedEnvironment,
} from './environment-differences.ts';

const { engine, machine } = manifest;
const base = (name: string, digit: string) => ({
  ...{ name, ref: name, source: 'registry' as const },
  digest: `sha256:${digit.repeat(64)}`,
});
const one: RecordedEnvironment = {
  manifest: { engine, machine, bases: [base('debian:trixie-slim', '1'), base('golang:1.26', '2')] },
  images: [image({ base_ref: 'debian:trixie-slim' })],
};
const withEngine = (changes: Partial<typeof engine>): RecordedEnvironment => ({
  ...one,
  manifest: { ...one.manifest, engine: { ...engine, ...changes } },
});
const withMachine = (changes: Partial<typeof machine>): RecordedEnvironment => ({
  ...one,
  manifest: { ...one.manifest, machine: { ...machine, ...changes } },
});

describe('two runs do not compare if they differ in', () => {
  test.each<[string, RecordedEnvironment, string, string]>([
    ['engine', withEngine({ kind: 'private' }), 'docker 28.0.0', 'private 28.0.0'],
    ['engine', withEngine({ version: '29.1.0' }), 'docker 28.0.0', 'docker 29.1.0'],
    ['buildx', withEngine({ buildxVersion: '0.21.0' }), '0.20.0', '0.21.0'],
    ['image store', withEngine({ imageStore: 'containerd' }), 'graphdriver', 'containerd'],
    ['storage driver', withEngine({ storageDriver: 'vfs' }), 'overlay2', 'vfs'],
    ['CPU', withMachine({ cpuModel: 'another CPU' }), 'a CPU', 'another CPU'],
    ['cores', withMachine({ cores: 4 }), '2', '4'],
  ])('%s', (what, other, a, b) => {
    expect(environmentDifferences(one, other, ['go'])).toMatchObject([{ what, a, b }]);
  });

  test('a base', () => {
    const other = { ...one, manifest: { ...one.manifest, bases: [base('debian:trixie-slim', '3')] } };
    expect(environmentDifferences(one, other, ['go'])).toEqual([
      { kind: 'base', what: 'base debian:trixie-slim', a: '111111111111', b: '333333333333', apps: ['go'] },
    ]);
  });

  describe('a base, and of one that was built here by which recipe', () => {
    const recorded = (
      digit: string,
      source: 'registry' | 'local' | 'substitute',
      ref?: string,
    ): RecordedEnvironment => ({
      manifest: {
        ...one.manifest,
        bases: [{ ...base('debian:13', digit), source, ...(ref === undefined ? {} : { ref }) }],
      },
      images: [],
    });
    const ref = (address: string) => `stagebench-base/debian:13-${address}`;
    const [difference] = environmentDifferences(recorded('1', 'local'), recorded('2', 'registry'), ['go']);

    test.each<[string, RecordedEnvironment, RecordedEnvironment, object | undefined]>([
      [
        'the same recipe',
        recorded('1', 'local', ref('abc')),
        recorded('2', 'local', ref('abc')),
        { source: 'local', recipe: 'same' },
      ],
      [
        'another recipe',
        recorded('1', 'substitute', ref('abc')),
        recorded('2', 'substitute', ref('def')),
        { source: 'substitute', recipe: 'other' },
      ],
      ['none: it was pulled', recorded('1', 'registry'), recorded('2', 'registry'), undefined],
      ['none: one was pulled', recorded('1', 'local'), recorded('2', 'registry'), undefined],
    ])('%s', (_, a, b, rebuilt) => {
      expect(environmentDifferences(a, b, ['go']).map((found) => found.rebuilt)).toEqual([rebuilt]);
    });

    test('another source is named', () => {
      expect(difference).toMatchObject({ a: 'local 111111111111', b: 'registry 222222222222' });
    });

    test('images.csv does not say by which recipe', () => {
      const rows = (digit: string): RecordedEnvironment => ({
        manifest: { ...one.manifest, bases: [] },
        images: [image({ base_ref: 'x:1', base_digest: `sha256:${digit}`, base_source: 'local' })],
      });
      expect(environmentDifferences(rows('1'), rows('2'), ['go'])).toMatchObject([
        { rebuilt: { source: 'local' } },
      ]);
    });
  });

  test('a base that only images.csv names', () => {
    const recorded = (digit: string): RecordedEnvironment => ({
      manifest: { ...one.manifest, bases: [] },
      images: [image({ base_ref: 'alpine:3', base_digest: `sha256:${digit.repeat(64)}` })],
    });
    expect(environmentDifferences(recorded('1'), recorded('2'), ['go'])).toHaveLength(1);
  });
});

describe('they compare', () => {
  test('if nothing differs', () => {
    expect(environmentDifferences(one, one, ['go'])).toEqual([]);
    expect(smallDifferences(one, one)).toEqual([]);
  });

  test.each<[string, RecordedEnvironment, string, string]>([
    ['kernel', withEngine({ kernel: '6.13.0' }), '6.12.0', '6.13.0'],
    ['memory', withMachine({ memoryBytes: 16e9 }), '8.00 GB', '16.0 GB'],
  ])('if only the %s differs, which moves no number much: it is named', (what, other, a, b) => {
    expect(environmentDifferences(one, other, ['go'])).toEqual([]);
    expect(smallDifferences(one, other)).toMatchObject([{ what, a, b }]);
  });

  test('if a base is in one of them only', () => {
    const other = { ...one, manifest: { ...one.manifest, bases: [base('alpine:3', '9')] } };
    expect(environmentDifferences(one, other, ['go'])).toEqual([]);
  });

  test('if only images of apps that are not compared stand on the base that differs', () => {
    const other = { ...one, manifest: { ...one.manifest, bases: [base('debian:trixie-slim', '3')] } };
    expect(environmentDifferences(one, other, ['node'])).toEqual([]);
  });

  test('but not if no image stands on it: then any app may be built with it', () => {
    const other = { ...one, manifest: { ...one.manifest, bases: [base('golang:1.26', '3')] } };
    expect(environmentDifferences(one, other, ['node'])).toMatchObject([{ what: 'base golang:1.26' }]);
  });
});
