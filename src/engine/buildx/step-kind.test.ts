import { expect, test } from 'vitest';
import { stepKind } from './step-kind.ts';

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
  ['writing image sha256:0123', 'export'],
  ['naming to docker.io/stagebench/go-slim:1', 'export'],
] as const)('%s is %s', (name, kind) => {
  expect(stepKind(name)).toBe(kind);
});
