import { describe, expect, test } from 'vitest';
import { dockerfileBases } from './dockerfile-bases.ts';

const read = (...lines: string[]) => dockerfileBases('x.Dockerfile', lines.join('\n'));

describe('the bases of a Dockerfile', () => {
  test.each<[string, string[], string[], string]>([
    ['one stage', ['FROM debian:13'], ['debian:13'], 'debian:13'],
    ['several stages, each base once', ['FROM a:1 AS x', 'FROM b:1', 'FROM a:1'], ['a:1', 'b:1'], 'a:1'],
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
    ['a registry with a port', ['FROM localhost:5000/a'], ['localhost:5000/a'], 'localhost:5000/a'],
    ['comments and continued lines', ['# FROM z:1', 'FROM a:1', 'RUN echo \\', '  FROM y:1'], ['a:1'], 'a:1'],
    ['lower case', ['from a:1 as x', 'from x'], ['a:1'], 'a:1'],
  ])('%s', (_, lines, names, finalBase) => {
    expect(read(...lines)).toEqual({ names, finalBase });
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
