import { describe, expect, test } from 'vitest';
import { manifest } from '../record/manifest.fixture.ts';
import { changedBases, changedDefinitions, changedEnvironment, refuseChanged } from './refuse-changed.ts';

const { engine, machine } = manifest;

test('a run goes on where nothing has changed', () => {
  expect(() => {
    refuseChanged('r1', [
      ...changedEnvironment({ engine }, { engine: { ...engine } }),
      ...changedEnvironment({ machine }, { machine: { ...machine } }),
      ...changedBases([], []),
      ...changedDefinitions({ a: '1' }, { a: '1' }),
    ]);
  }).not.toThrow();
});

test('a refusal names everything that has changed', () => {
  const changes = changedEnvironment({ machine }, { machine: { ...machine, cores: 4, kernel: '6.13.0' } });
  expect(() => {
    refuseChanged('r1', changes);
  }).toThrow(
    expect.objectContaining({
      code: 'RESUME_REFUSED',
      message:
        'Run r1 cannot go on, since new rows would not compare with those it has:\n' +
        '    the number of cores was 2 and is 4\n    the kernel was 6.12.0 and is 6.13.0',
    }),
  );
});

describe('what makes rows incomparable', () => {
  test.each([
    ['another kind', { kind: 'private' as const }, 'the engine was docker 28.0.0 and is private 28.0.0'],
    ['another version', { version: '29.1.0' }, 'the engine was docker 28.0.0 and is docker 29.1.0'],
    ['another client', { buildxVersion: '0.21.0' }, 'buildx was 0.20.0 and is 0.21.0'],
    [
      'another store',
      { imageStore: 'containerd' },
      "the engine's image store was graphdriver and is containerd",
    ],
    ['another driver', { storageDriver: 'vfs' }, "the engine's storage driver was overlay2 and is vfs"],
    ['another kernel', { kernel: '7.0' }, "the engine's kernel was 6.12.0 and is 7.0"],
    ['another data root', { id: 'e2' }, "the engine's id was e1 and is e2"],
  ])('an engine of %s', (_, is, change) => {
    expect(changedEnvironment({ engine }, { engine: { ...engine, ...is } })).toEqual([change]);
  });

  test('another CPU', () => {
    expect(changedEnvironment({ machine }, { machine: { ...machine, cpuModel: 'another' } })).toEqual([
      'the CPU was a CPU and is another',
    ]);
  });

  test.each([
    ['a base of another digest', [{ name: 'node:24', digest: 'sha256:2' }], 'sha256:1 and is sha256:2'],
    ['a base that is not provided any more', [], 'sha256:1 and is not there'],
  ])('%s', (_, is, change) => {
    const was = [{ name: 'node:24', ref: 'x', digest: 'sha256:1', source: 'registry' as const }];
    expect(changedBases(was, is)).toEqual([`base node:24 was ${change}`]);
  });

  test('Dockerfiles and apps, by path', () => {
    expect(changedDefinitions({ a: '1', b: '1', c: '1' }, { a: '1', b: '2', d: '1' })).toEqual([
      'b has changed',
      'c is not there any more',
      'd was not there',
    ]);
  });
});

test('what does not change the rows is not held against it: memory, Node, and what the engine says of itself', () => {
  expect(changedEnvironment({ machine }, { machine: { ...machine, memoryBytes: 1, node: 'v26' } })).toEqual(
    [],
  );
  expect(
    changedEnvironment(
      { engine },
      { engine: { ...engine, memoryBytes: 1, operatingSystem: 'x', apiVersion: '9' } },
    ),
  ).toEqual([]);
});
