import { expect, test } from 'vitest';
import { likelyBases } from './likely-bases.ts';

const known = ['gcr.io/distroless/nodejs24-debian13:nonroot', 'golang:1.26-alpine', 'node:24-alpine'];
known.push(
  'gcr.io/distroless/python3-debian13:nonroot',
  'node:24-trixie',
  'node:24-trixie-slim',
  'python:3.13-trixie',
);

test.each([
  ['golang:1.22-alpine', 'golang:1.26-alpine'],
  ['docker.io/library/node:20-slim', 'node:24-trixie-slim'],
  ['node', 'node:24-trixie'],
  ['gcr.io/distroless/nodejs20-debian12', 'gcr.io/distroless/nodejs24-debian13:nonroot'],
  ['gcr.io/distroless/python3', 'gcr.io/distroless/python3-debian13:nonroot'],
  ['python:3.12', 'python:3.13-trixie'],
  ['postgres:16', undefined],
  ['ghcr.io/astral-sh/uv:0.5', undefined],
])('in place of %s: %s', (name, base) => {
  expect(likelyBases(name, known)[0]).toBe(base);
});
