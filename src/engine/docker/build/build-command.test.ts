import { expect, test } from 'vitest';
import type { BuildRequest } from '../../engine.ts';
import { buildCommand } from './build-command.ts';

const request: BuildRequest = {
  contextDir: '/apps/go',
  dockerfile: '/strategies/slim/go.Dockerfile',
  tag: 'stagebench/go-slim:r1',
  bases: new Map([['golang:1.26-trixie', 'stagebench-base/golang:1.26-trixie-0123']]),
  labels: { 'stagebench.run': 'r1' },
};
const settings = { builder: 'default', hostNetwork: false, idFile: '/tmp/id' };
const line = (changes: Partial<BuildRequest> = {}, hostNetwork = false): string =>
  buildCommand({ ...request, ...changes }, { ...settings, hostNetwork }).join(' ');

test('what is timed is the plain command, with bases mapped and attestations off', () => {
  expect(buildCommand(request, settings)).toMatchInlineSnapshot(`
    [
      "buildx",
      "build",
      "--builder",
      "default",
      "--progress=rawjson",
      "--provenance=false",
      "--sbom=false",
      "--build-context",
      "golang:1.26-trixie=docker-image://stagebench-base/golang:1.26-trixie-0123",
      "--label",
      "stagebench.run=r1",
      "--iidfile",
      "/tmp/id",
      "--tag",
      "stagebench/go-slim:r1",
      "--file",
      "/strategies/slim/go.Dockerfile",
      "/apps/go",
    ]
  `);
});

test.each<[string, string, Partial<BuildRequest>, boolean]>([
  ['a build without cache', '--no-cache', { noCache: true }, false],
  ['an engine without a network of its own', '--network=host', {}, true],
  ['a target', '--target deps', { target: 'deps' }, false],
  ['an exported cache', '--cache-to type=inline', { cacheTo: 'type=inline' }, false],
  [
    'an imported cache',
    '--cache-from type=registry,ref=a/b:c',
    { cacheFrom: 'type=registry,ref=a/b:c' },
    false,
  ],
  ['an image for a registry', '--output type=image,push=true', { pushTo: '127.0.0.1:1/a:b' }, false],
  ['its name there', '--tag 127.0.0.1:1/a:b', { pushTo: '127.0.0.1:1/a:b' }, false],
  ['a build argument', '--build-arg A=1=2', { buildArgs: { A: '1=2' } }, false],
])('%s adds %s, and nothing else has it', (_, words, changes, hostNetwork) => {
  expect(line(changes, hostNetwork)).toContain(` ${words} `);
  expect(line()).not.toContain(words);
});

test('the context comes last, whatever else there is', () => {
  expect(line({ noCache: true, target: 'x', buildArgs: { A: '' } }, true)).toMatch(/ \/apps\/go$/);
});

test.each<[string, Partial<BuildRequest>]>([
  ['type=oci,dest=/a.tar', {}],
  ['type=oci,dest=/a.tar,rewrite-timestamp=true', { output: { 'rewrite-timestamp': 'true' } }],
])('an image that comes back as an archive is asked for by --output %s', (output, changes) => {
  const words = buildCommand({ ...request, ...changes }, { ...settings, archive: '/a.tar' });
  expect(words.filter((_, index) => words[index - 1] === '--output')).toEqual([output]);
});

test('attributes of the exporter alone are those of the engine', () => {
  expect(line({ output: { compression: 'zstd' } })).toContain(' --output type=docker,compression=zstd ');
  expect(line()).not.toContain('--output');
});

test('a base that is no image of the engine keeps its address', () => {
  expect(line({ bases: new Map([['a', 'oci-layout:///a@sha256:b']]) })).toContain(
    ' --build-context a=oci-layout:///a@sha256:b ',
  );
});
