import { expect, test } from 'vitest';
import { builderNames, platformsIn, readBuilder, recordIds } from './read-builder.ts';

// As buildx 0.13.1 and 0.29.1 print them; labels and rules are shortened.
const running = `Name:          one
Driver:        remote
Last Activity: 2026-11-27 12:54:14 +0000 UTC

Nodes:
Name:             one0
Endpoint:         unix:///run/one.sock
Status:           running
BuildKit version: v0.26.2
Platforms:        linux/amd64, linux/386
Labels:
 org.mobyproject.buildkit.worker.executor: oci
GC Policy rule#0:
 All:           false
 Keep Duration: 48h0m0s
Name:             one1
Endpoint:         tcp://node-2:1234
Status:           running
BuildKit version: v0.26.3
Platforms:        linux/arm64
`;
const stopped = `Name:          away
Driver:        remote
Last Activity: 2026-11-27 12:54:15 +0000 UTC

Nodes:
Name:     away0
Endpoint: unix:///run/none.sock
Status:   inactive
`;
const unknownContext = `Name:   lost
Driver: docker-container

Nodes:
Name:     lost0
Endpoint: far
Error:    context "far": context not found
`;

test('of a builder that runs, each node says which BuildKit it is', () => {
  expect(readBuilder(running)).toEqual({
    driver: 'remote',
    nodes: [
      { name: 'one0', endpoint: 'unix:///run/one.sock', status: 'running', version: 'v0.26.2' },
      { name: 'one1', endpoint: 'tcp://node-2:1234', status: 'running', version: 'v0.26.3' },
    ],
  });
});

test('older buildx calls the version Buildkit', () => {
  const older = running.replaceAll('BuildKit version: ', 'Buildkit:         ');
  expect(readBuilder(older).nodes.map(({ version }) => version)).toEqual(['v0.26.2', 'v0.26.3']);
});

test.each([
  ['that does not run', stopped, { name: 'away0', status: 'inactive', version: '' }],
  ['that cannot be asked', unknownContext, { status: '', error: 'context "far": context not found' }],
])('of a node %s it is told', (_, text, node) => {
  expect(readBuilder(text).nodes).toMatchObject([node]);
});

test('what is no description has no nodes', () => {
  expect(readBuilder('')).toEqual({ driver: '', nodes: [] });
});

test('names of builders are told from those of their nodes, in either layout of the list', () => {
  const list = `NAME/NODE   DRIVER/ENDPOINT            STATUS    BUILDKIT   PLATFORMS
one         remote
 \\_ one0     \\_ unix:///run/one.sock   running   v0.26.2    linux/amd64
two         remote
  two0      unix:///run/two.sock       running   v0.26.2    linux/amd64
default*    docker
`;
  expect(builderNames(list)).toEqual(['one', 'two', 'default']);
});

test('records are known by their ids, and a parent is no record of the list', () => {
  const records = `ID:\t\tgh28yrl9rj
Parent:\t\te5tbhueq0h
Mutable:\tfalse
Description:\tID: of nothing

ID:\t\ttd76g0uygu
Mutable:\ttrue

Shared:\t\t1.2MB
Reclaimable:\t718.6MB
Total:\t\t718.6MB
`;
  expect(recordIds(records)).toEqual(['gh28yrl9rj', 'td76g0uygu']);
  expect(recordIds('Reclaimable:\t0B\nTotal:\t\t0B\n')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['its own platform first', 'linux/amd64, linux/amd64/v2', ['linux/amd64', 'linux/amd64/v2']],
  ['a star where that platform alone was named', 'linux/arm64*', ['linux/arm64']],
  [
    'a star on its own, before a level of it',
    'linux/amd64*, linux/amd64/v2',
    ['linux/amd64', 'linux/amd64/v2'],
  ],
  ['a star on its own, before 32 bits of it', 'linux/arm64*, linux/arm/v7', ['linux/arm64', 'linux/arm/v7']],
  // An arm64 with an emulator, or an amd64 that was called one: the list is the same.
  ['stars that leave its own open', 'linux/arm64*, linux/amd64', ['linux/arm64*', 'linux/amd64']],
  ['stars alone', 'linux/arm64*, linux/amd64*', ['linux/arm64*', 'linux/amd64*']],
  ['nothing', '', []],
])('a node says %s', (_, list, platforms) => {
  const text = `Name: a\nPlatforms: ${list}\nLabels:\nName: b\nPlatforms:  linux/amd64\n`;
  expect(platformsIn(text)).toEqual([platforms, ['linux/amd64']]);
});
