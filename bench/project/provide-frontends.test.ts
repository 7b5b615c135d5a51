import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BuildOutcome } from '../../src/engine/engine.ts';
import { provideFrontends } from './provide-frontends.ts';

const built: BuildOutcome = { state: 'built', steps: [], rawLog: '', imageId: 'sha256:1' };
const failed = (failedStep: string, message: string): BuildOutcome => ({
  ...{ state: 'failed', steps: [], rawLog: '', failedStep, message, logTail: [] },
});

/** With a builder that always answers the same: what was built, and what was removed. */
async function provide(outcome: BuildOutcome, ...frontends: (string | undefined)[]) {
  const texts: string[] = [];
  const removed: string[] = [];
  const engine = {
    build: ({ dockerfile }: { readonly dockerfile: string }) => {
      texts.push(readFileSync(dockerfile, 'utf8'));
      return Promise.resolve(outcome);
    },
    removeImage: (ref: string) => Promise.resolve(void removed.push(ref)),
  };
  const files = frontends.map((frontend, index) => ({ dockerfile: `/p/${index}.Dockerfile`, frontend }));
  await provideFrontends(files, { engine, signal: new AbortController().signal, note: () => {} });
  return { texts, removed };
}

const text = (frontend: string) => `# syntax=${frontend}\nFROM scratch\n`;

test('each frontend is asked once to build nothing, and the image goes; without one nothing is built', async () => {
  expect(await provide(built, 'a/b:1', undefined, 'a/b:1', 'c/d:2')).toEqual({
    ...{ texts: [text('a/b:1'), text('c/d:2')] },
    removed: ['stagebench/frontend:tried', 'stagebench/frontend:tried'],
  });
  expect(await provide(built, undefined)).toEqual({ texts: [], removed: [] });
});

// As BuildKit 0.12 and 0.13 of the private engine say it.
const why =
  'failed to do request: Head "https://registry-1.docker.io/v2/docker/dockerfile/manifests/1": dial tcp: lookup registry-1.docker.io: no such host';
test.each([
  failed('resolve image config for docker-image://docker.io/docker/dockerfile:1', why),
  failed(
    '',
    `ERROR: failed to solve: failed to resolve source metadata for docker.io/docker/dockerfile:1: ${why}`,
  ),
])('one that cannot be had is an error that names it, the Dockerfiles, and why: %#', async (outcome) => {
  await expect(provide(outcome, 'docker/dockerfile:1')).rejects.toMatchObject({
    code: 'FRONTEND_MISSING',
    message:
      '0.Dockerfile: the engine does not have the frontend docker/dockerfile:1 of the line # syntax=, and it cannot be pulled here: Head "https://registry-1.docker.io/v2/docker/dockerfile/manifests/1": dial tcp: lookup registry-1.docker.io: no such host',
  });
});

test('one that is there, and reads something else than Dockerfiles, is there', async () => {
  const outcome = failed('', 'ERROR: failed to solve: yaml: line 1: did not find expected node content');
  expect((await provide(outcome, 'team/yaml:1')).texts).toHaveLength(1);
});
