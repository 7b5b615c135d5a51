import { describe, expect, test } from 'vitest';
import { stepKind, stepParts } from './progress-reader.ts';

test.each([
  ['[internal] load build context', 'context'],
  ['[internal] load build definition from Dockerfile', 'internal'],
  ['[internal] load metadata for docker.io/library/node:24', 'internal'],
  ['[auth] library/node:pull token for registry-1.docker.io', 'internal'],
  ['[context node:24] load metadata for stagebench-base/node:24', 'internal'],
  ['[context node:24] stagebench-base/node:24', 'internal'],
  ['resolve image config for docker-image://docker.io/docker/dockerfile:1', 'internal'],
  ['[1/4] FROM docker.io/library/node:24@sha256:0123', 'from'],
  ['[build 1/4] FROM docker.io/library/node:24@sha256:0123', 'from'],
  ['[2/4] WORKDIR /app', 'step'],
  ['[build 3/4] RUN npm ci', 'step'],
  ['[linux/amd64 build 3/4] RUN npm ci', 'step'],
  ['[runtime 10/12] COPY --from=build /app /app', 'step'],
  ['[runtime 2/2] RUN echo FROM here', 'step'],
  ['exporting to image', 'export'],
  ['exporting layers', 'export'],
  ['exporting cache to registry', 'internal'],
  ['importing cache manifest from 127.0.0.1:1/a:b', 'internal'],
  ['pushing 127.0.0.1:1/a:b with docker', 'export'],
  ['writing image sha256:0123', 'export'],
  ['naming to docker.io/stagebench/go-slim:1', 'export'],
] as const)('%s is %s', (name, kind) => {
  expect(stepKind(name)).toBe(kind);
});

describe('a name is taken apart into stage and instruction', () => {
  test.each([
    ['[build 2/4] COPY . .', 'build', 'COPY . .'],
    ['[2/4] WORKDIR /app', '', 'WORKDIR /app'],
    ['[stage-1 1/2] COPY --from=build /w/sum /sum', 'stage-1', 'COPY --from=build /w/sum /sum'],
    ['[my-stage.2 1/2] RUN echo [x 1/2] y', 'my-stage.2', 'RUN echo [x 1/2] y'],
    ['[build 3/4] RUN cat <<EOF\none\nEOF', 'build', 'RUN cat <<EOF\none\nEOF'],
    ['[build 1/4] FROM docker.io/library/node:24', 'build', 'FROM docker.io/library/node:24'],
    ['[internal] load build context', 'internal', 'load build context'],
    ['[context debian:trixie-slim] load metadata for x', 'context debian:trixie-slim', 'load metadata for x'],
    ['exporting to image', '', 'exporting to image'],
    [
      'resolve image config for docker.io/docker/dockerfile:1',
      '',
      'resolve image config for docker.io/docker/dockerfile:1',
    ],
  ])('%s', (name, stage, instruction) => {
    expect(stepParts(name)).toEqual({ stage, instruction });
  });

  // BuildKit pads to the width of the total: fmt.Sprintf("%*d/%d] ", …) in prefixCommand, dockerfile2llb/convert.go.
  test.each([
    ['[build  9/10] RUN a', 'build', 'RUN a'],
    ['[build 10/10] RUN a', 'build', 'RUN a'],
    ['[  7/100] RUN a', '', 'RUN a'],
  ])('%s: padded numbers are no part of the stage', (name, stage, instruction) => {
    expect(stepParts(name)).toEqual({ stage, instruction });
    expect(stepKind(name)).toBe('step');
  });
});
