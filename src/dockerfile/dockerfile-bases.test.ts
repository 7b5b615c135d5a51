import { describe, expect, test } from 'vitest';
import { dockerfileBases, onTarget } from './dockerfile-bases.ts';

const read = (...lines: string[]) => dockerfileBases('x.Dockerfile', lines.join('\n'));

describe('the bases of a Dockerfile', () => {
  test.each<[string, string[], string[], string]>([
    ['one stage', ['FROM debian:13'], ['debian:13'], 'debian:13'],
    [
      'several stages, each base once',
      ['FROM a:1 AS x', 'FROM b:1 AS y', 'FROM a:1', 'COPY --from=x /x /', 'COPY --from=y /y /'],
      ['a:1', 'b:1'],
      'a:1',
    ],
    [
      'a stage that the last one does not need needs no base',
      ['FROM a:1 AS x', 'FROM weird:9 AS dev', 'COPY --from=none:1 / /', 'FROM b:1', 'COPY --from=x / /'],
      ['a:1', 'b:1'],
      'b:1',
    ],
    [
      'what a needed stage takes is needed',
      ['FROM a:1 AS x', 'FROM b:1 AS y', 'COPY --from=x / /', 'FROM y AS z', 'FROM c:1', 'COPY --from=2 / /'],
      ['a:1', 'b:1', 'c:1'],
      'c:1',
    ],
    [
      'a stage on a stage is followed to its base',
      ['FROM a:1 AS x', 'FROM x AS y', 'FROM y'],
      ['a:1'],
      'a:1',
    ],
    ['stage names have no case', ['FROM a:1 AS Build', 'FROM build'], ['a:1'], 'a:1'],
    ['scratch is not an image', ['FROM a:1 AS x', 'FROM scratch', 'COPY --from=x /a /a'], ['a:1'], 'scratch'],
    ['a stage on a stage on scratch', ['FROM scratch AS x', 'FROM x'], [], 'scratch'],
    ['an image that is only copied from', ['FROM a:1', 'COPY --from=b:1 /x /x'], ['a:1', 'b:1'], 'a:1'],
    [
      'a stage that is copied from, by name or number',
      ['FROM a:1 AS x', 'FROM b:1', 'COPY --from=x /a /a', 'COPY --from=0 /b /b'],
      ['a:1', 'b:1'],
      'b:1',
    ],
    ['a platform flag is not the image', ['FROM --platform=$BUILDPLATFORM a:1'], ['a:1'], 'a:1'],
    [
      'a digest stays',
      [`FROM a:1@sha256:${'0'.repeat(64)}`],
      [`a:1@sha256:${'0'.repeat(64)}`],
      `a:1@sha256:${'0'.repeat(64)}`,
    ],
    [
      'the long name of an image of Docker Hub',
      ['FROM docker.io/library/a:1 AS x', 'FROM index.docker.io/library/a:1', 'COPY --from=docker.io/b / /'],
      ['a:1', 'b'],
      'a:1',
    ],
    ['a registry with a port', ['FROM localhost:5000/a'], ['localhost:5000/a'], 'localhost:5000/a'],
    ['comments and continued lines', ['# FROM z:1', 'FROM a:1', 'RUN echo \\', '  FROM y:1'], ['a:1'], 'a:1'],
    [
      'what ONBUILD takes from',
      ['FROM a:1 AS x', 'ONBUILD COPY --from=c:1 / /', 'FROM x'],
      ['a:1', 'c:1'],
      'a:1',
    ],
    ['lower case', ['from a:1 as x', 'from x'], ['a:1'], 'a:1'],
  ])('%s', (_, lines, names, finalBase) => {
    expect(read(...lines)).toMatchObject({ names, finalBase });
  });

  test.each([
    ['nothing in it', ''],
    ['no FROM', 'RUN true'],
  ])('with %s are an error that names the file', (_, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'MISSING_DOCKERFILE', message: 'x.Dockerfile has no FROM.' }),
    );
  });
});

describe('the bases whose stages fetch', () => {
  test.each([
    ['the only one of a single stage', 'FROM a:1\nRUN x', ['a:1']],
    ['those of all stages but the last', 'FROM a:1 AS b\nFROM c:1\nCOPY --from=b /x /x', ['a:1']],
    ['one that both build and run', 'FROM a:1 AS b\nFROM a:1\nCOPY --from=b /x /x', ['a:1']],
    ['never scratch', 'FROM scratch AS b\nFROM c:1\nCOPY --from=b /x /x', []],
  ])('are %s', (_, text, buildNames) => {
    expect(dockerfileBases('Dockerfile', text).buildNames).toEqual(buildNames);
  });
});

test('an image that a RUN step mounts is a base too', () => {
  const text =
    'FROM a:1 AS b\nFROM c:1\nRUN --mount=type=bind,from=tools:2,target=/t --mount=from=b,target=/b /t/x';
  expect(dockerfileBases('Dockerfile', text).names).toEqual(['a:1', 'c:1', 'tools:2']);
});

describe('a target that is not the last stage', () => {
  const text =
    'FROM a AS build\nRUN one\nFROM b AS runtime\nCOPY --from=build /x /x\nFROM runtime AS checked\nRUN two\n';

  test('stands on its own base', () => {
    expect(dockerfileBases('f', text, 'build').finalBase).toBe('a');
    expect(dockerfileBases('f', text, 'RUNTIME').finalBase).toBe('b');
  });

  test('needs the bases of the stages that it is made of', () => {
    expect(dockerfileBases('f', text, 'build').names).toEqual(['a']);
    expect(dockerfileBases('f', text, 'runtime').names).toEqual(['a', 'b']);
  });

  test('that does not exist is refused by its name', () => {
    expect(() => dockerfileBases('f', text, 'rumtime')).toThrow('f has no stage "rumtime".');
  });
});

test.each<[string, string[], string[], boolean]>([
  [
    'a stage of the builder, and one that goes on from it',
    [
      'FROM --platform=$BUILDPLATFORM a:1 AS x',
      'RUN x',
      'FROM x AS y',
      'RUN y',
      'FROM b:1',
      'COPY --from=y /y /',
    ],
    ['b:1'],
    false,
  ],
  ['a stage of the target by its variable', ['FROM --platform=$TARGETPLATFORM a:1', 'RUN x'], ['a:1'], true],
  ['an image that is copied from', ['FROM scratch', 'COPY --from=c:1 /c /'], ['c:1'], false],
  ['a stage that the final one does not need', ['FROM a:1 AS x', 'RUN x', 'FROM scratch'], [], false],
])('what happens on the target: %s', (_, lines, names, runs) => {
  const args = { BUILDPLATFORM: 'linux/amd64', TARGETPLATFORM: 'linux/arm64' };
  const found = onTarget(lines.join('\n'), undefined, args);
  expect([[...found.names], found.runs]).toEqual([names, runs]);
});

test('an image that is needed on the target and where it is built is shared', () => {
  const lines = [
    'FROM --platform=$BUILDPLATFORM a:1 AS x',
    'COPY --from=b:1 /b /',
    'FROM c:1 AS y',
    'COPY --from=b:1 /b /',
    'FROM a:1',
    'COPY --from=x /x /',
    'COPY --from=y /y /',
  ];
  const args = { BUILDPLATFORM: 'linux/amd64', TARGETPLATFORM: 'linux/arm64' };
  expect([...onTarget(lines.join('\n'), undefined, args).shared].toSorted()).toEqual(['a:1', 'b:1']);
});
