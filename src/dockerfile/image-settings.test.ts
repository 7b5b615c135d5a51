import { describe, expect, test } from 'vitest';
import { imageSettings } from './image-settings.ts';
import { dockerfileBases } from './dockerfile-bases.ts';

const settings = (...lines: string[]) => imageSettings(lines.join('\n'));
const namesOf = (...lines: string[]): string[] =>
  settings(...lines).contextSources.flatMap(({ names }) => names);

describe('ports', () => {
  test.each<[string, string[], number[]]>([
    ['several, each once', ['FROM a', 'EXPOSE 80 443/tcp', 'EXPOSE 80'], [80, 443]],
    ['no UDP', ['FROM a', 'EXPOSE 53/udp 8053'], [8053]],
    ['a range', ['FROM a', 'EXPOSE 8000-8002'], [8000, 8001, 8002]],
    ['by a variable', ['FROM a', 'ARG PORT=8080', 'ENV P=${PORT}', 'EXPOSE $P'], [8080]],
    ['by a variable of the old form', ['FROM a', 'ENV PORT 8080', 'EXPOSE $PORT'], [8080]],
    ['by a default for all stages', ['ARG PORT=8080', 'FROM a', 'ARG PORT', 'EXPOSE $PORT'], [8080]],
    ['no number that is no port', ['FROM a', 'EXPOSE 0 99999 8080'], [8080]],
    ['by a default', ['FROM a', 'EXPOSE ${PORT:-3000}'], [3000]],
    ['put off by ONBUILD', ['FROM a AS x', 'ONBUILD EXPOSE 80', 'FROM x'], [80]],
    ['inherited from a stage', ['FROM a AS x', 'EXPOSE 80', 'FROM x', 'EXPOSE 81'], [80, 81]],
    ['not those of a stage that is only copied from', ['FROM a AS x', 'EXPOSE 80', 'FROM b'], []],
  ])('%s', (_, lines, ports) => {
    expect(settings(...lines).ports).toEqual(ports);
  });

  test('a build argument counts more than a default', () => {
    expect(imageSettings('FROM a\nARG PORT=80\nEXPOSE $PORT', undefined, { PORT: '81' }).ports).toEqual([81]);
  });
});

test.each([
  ['FROM a\nHEALTHCHECK CMD true', true],
  ['FROM a AS x\nHEALTHCHECK --interval=5s CMD true\nFROM x', true],
  ['FROM a\nHEALTHCHECK CMD true\nHEALTHCHECK NONE', false],
  ['FROM a', false],
])('%j has a HEALTHCHECK: %s', (text, has) => {
  expect(imageSettings(text).hasHealthcheck).toBe(has);
});

describe('what is taken from the context', () => {
  test.each<[string, string, string[]]>([
    ['sources, not the target', 'COPY a b /x/', ['a', 'b']],
    ['flags are none', 'COPY --link --chmod=755 a /x', ['a']],
    ['folders that are kept', 'COPY --parents --link ./src/./a/*.js b /x/', ['./src/./a/*.js', 'b']],
    ['a JSON array', 'COPY ["a b", "/x"]', ['a b']],
    ['nothing of another stage or image', 'COPY --from=build a /x', []],
    ['no address and no repository', 'ADD https://a.example/b git@a.example:b.git c /x/', ['c']],
    ['no heredoc', 'COPY <<EOF /x\nFROM nothing\nEOF', []],
    ['a bind mount', 'RUN --mount=type=bind,source=src,target=/s true', ['src']],
    ['all of it by a mount without a source', 'RUN --mount=target=/s true', ['.']],
    ['nothing by other mounts', 'RUN --mount=type=cache,target=/s --mount=type=secret,id=x true', []],
  ])('%s', (_, line, sources) => {
    expect(namesOf('FROM a', line)).toEqual(sources);
  });
});

test('what ONBUILD copies is taken from the context by the stage that goes on from it', () => {
  const base = [
    'FROM a AS x',
    'ONBUILD COPY --chmod=1 r \\',
    ' s /x/',
    'ONBUILD RUN --mount=source=src,target=/s true',
  ];
  expect(namesOf(...base, 'FROM x')).toEqual(['r', 's', 'src']);
  expect(namesOf(...base, 'FROM a')).toEqual([]);
});

describe('Dockerfiles as they are in the wild', () => {
  test.each<[string, string, string[]]>([
    ['ARG before FROM', 'ARG V=24\nFROM node:${V}-slim', ['node:24-slim']],
    // Each as `sh` of Debian and bash say.
    ['an end that is taken off', 'ARG V=24-slim\nFROM node:${V%-slim}', ['node:24']],
    ['an end by a pattern', 'ARG V=1.2.3\nFROM a:${V%.*}', ['a:1.2']],
    ['the longest end by a pattern', 'ARG V=1.2.3\nFROM a:${V%%.*}', ['a:1']],
    ['a beginning that is taken off', 'ARG V=v24\nFROM a:${V#v}', ['a:24']],
    ['a beginning by a pattern', 'ARG I=r/x/a\nFROM ${I#*/}', ['x/a']],
    ['the longest beginning by a pattern', 'ARG I=r/x/a\nFROM ${I##*/}', ['a']],
    ['one part replaced', 'ARG V=1_2_3\nFROM a:${V/_/.}', ['a:1.2_3']],
    ['every part replaced', 'ARG V=1_2_3\nFROM a:${V//_/.}', ['a:1.2.3']],
    ['quotes', 'ARG V=24\nFROM "node:${V}"', ['node:24']],
    ['an end that is not there', 'ARG V=24\nFROM a:${V%-slim}', ['a:24']],
    ['a default that is another variable', 'ARG V=7\nFROM a:${W:-${V}}', ['a:7']],
    ['a byte order mark', '\uFEFFFROM a:1', ['a:1']],
    ['Windows line ends', 'FROM a:1 AS x\r\nRUN a \\\r\n  b\r\nFROM x\r\n', ['a:1']],
    [
      'another escape character',
      '# escape=`\nFROM a:1\nRUN a `\n  FROM b\nCOPY --from=c:1 x y',
      ['a:1', 'c:1'],
    ],
    ['FROM in a heredoc', 'FROM a:1\nRUN <<E\nFROM b:1\nE\nCOPY <<-F /x\n\tFROM c:1\n\tF', ['a:1']],
    ['an image of a mount', 'FROM a:1\nRUN --mount=from=b:1,target=/x true', ['a:1', 'b:1']],
  ])('%s', (_, text, names) => {
    expect(dockerfileBases('x', text).names).toEqual(names);
  });

  test('a build argument takes the place of the default in FROM', () => {
    expect(dockerfileBases('x', 'ARG V=1\nFROM a:$V', undefined, { V: '2' }).names).toEqual(['a:2']);
  });
});
