import { expect, test } from 'vitest';
import { familiarName } from './familiar-name.ts';

test.each([
  ['docker.io/library/golang:1.26', 'golang:1.26'],
  ['docker.io/golang:1.26', 'golang:1.26'],
  ['index.docker.io/library/golang:1.26', 'golang:1.26'],
  ['library/golang', 'golang'],
  ['golang:latest', 'golang'],
  ['docker.io/grafana/grafana:12', 'grafana/grafana:12'],
  ['golang:1.26', 'golang:1.26'],
  ['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/static-debian13:nonroot'],
  ['library/team/golang', 'library/team/golang'],
  ['mydocker.io/library/golang:1', 'mydocker.io/library/golang:1'],
])('%s is known as %s', (reference, name) => {
  expect(familiarName(reference)).toBe(name);
});
