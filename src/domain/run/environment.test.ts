import { describe, expect, test } from 'vitest';
import { differingParts, type Environment, type Purpose } from './environment.ts';

const machine = { cpuModel: 'a CPU', cores: 2, kernel: '6.12', memoryBytes: 8e9, node: 'v24' };
const engine = {
  ...{
    kind: 'docker' as const,
    id: 'e1',
    version: '28',
    apiVersion: '1.47',
    buildxVersion: '0.20',
    builder: 'default',
  },
  ...{ imageStore: 'graphdriver', storageDriver: 'overlay2', kernel: '6.12', cpus: 2, memoryBytes: 8e9 },
} as const;
const here: Environment = { stagebench: '1.0.0', engine, machine };
const elsewhere: Environment = {
  stagebench: '1.1.0',
  engine: {
    ...{
      kind: 'private' as const,
      id: 'e2',
      version: '29',
      apiVersion: '1.50',
      buildxVersion: '0.21',
      builder: 'other',
    },
    ...{ imageStore: 'containerd', storageDriver: 'vfs', kernel: '7.0', cpus: 4, memoryBytes: 16e9 },
  },
  machine: { cpuModel: 'another', cores: 4, kernel: '7.0', memoryBytes: 16e9, node: 'v26' },
};
const engineParts = ['engine', 'buildx', 'image store', 'storage driver'];

describe('where everything differs, it matters', () => {
  test.each<[Purpose, string[]]>([
    ['compare', [...engineParts, 'CPU', 'cores']],
    ['compare-note', ['kernel', 'memory']],
    ['resume', ['Stagebench', ...engineParts, 'CPU', 'cores', 'kernel', 'kernel', 'id']],
    ['sessions', ['CPU', 'cores', 'kernel']],
    ['forecast', ['engine', 'CPU']],
  ])('for %s in %j', (purpose, parts) => {
    expect(differingParts(purpose, [here, elsewhere]).map(({ what }) => what)).toEqual(parts);
  });
});

test('where nothing differs, nothing matters', () => {
  expect(differingParts('resume', [here, structuredClone(here)])).toEqual([]);
});

const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'here', isMine: false };
const onBuilder = (changes: object): Environment => ({
  ...here,
  engine: { ...engine, builtBy: { ...builtBy, ...changes } },
});

test('who builds, and how the image comes back, are part of what may not be compared', () => {
  expect(differingParts('compare', [here, onBuilder({})])).toMatchObject([
    { what: 'builder', values: ['the engine', 'remote v0.26.2'] },
    { what: 'way of export', values: ['into the engine', 'OCI archive'] },
  ]);
});

test.each<[string, object, Purpose, string[]]>([
  ['another driver', { driver: 'kubernetes' }, 'compare', ['builder']],
  ['another BuildKit', { version: 'v0.26.3' }, 'resume', ['builder']],
  ['another place', { id: 'there' }, 'resume', ['builder id']],
  ['another place', { id: 'there' }, 'compare', []],
])('%s (%j) of the builder matters for %s', (_, changes, purpose, parts) => {
  const found = differingParts(purpose, [onBuilder({}), onBuilder(changes)]);
  expect(found.map(({ what }) => what)).toEqual(parts);
});

test('what one of them does not know is left out', () => {
  expect(differingParts('resume', [here, { machine: { ...machine, cores: 4 } }])).toEqual([
    { kind: 'machine', what: 'cores', inFull: 'the number of cores', values: ['2', '4'] },
  ]);
});

test('of more than two, all values are told', () => {
  const cores = [2, 2, 4].map((count) => ({ machine: { ...machine, cores: count } }));
  expect(differingParts('sessions', cores)).toMatchObject([{ what: 'cores', values: ['2', '2', '4'] }]);
});

test('memory that is printed alike is alike', () => {
  const other = { machine: { ...machine, memoryBytes: machine.memoryBytes + 4096 } };
  expect(differingParts('compare-note', [here, other])).toEqual([]);
});
