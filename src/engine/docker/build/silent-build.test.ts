import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StagebenchError } from '../../../domain/errors.ts';
import type { BuildRequest } from '../../engine.ts';
import { runBuild } from './build.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-silent-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const go = path.join(folder, 'go');
// A build that says nothing till the file is there.
writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\nuntil [ -e ${go} ]; do :; done\nexit 3\n`, {
  mode: 0o755,
});

const request: BuildRequest = {
  ...{ contextDir: '.', dockerfile: 'Dockerfile', tag: 'x:1', labels: {}, bases: new Map() },
};

/** Builds with pings that do this, one after the other. */
function build(...pings: readonly (() => void)[]) {
  const left = [...pings];
  return runBuild(request, {
    ...{ builder: 'default', hostNetwork: false, silentMs: 10 },
    environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    ping: async () => left.shift()?.(),
  });
}

const busy = (): never => {
  throw new StagebenchError('ENGINE_LOST', 'no answer within 10 s');
};

test('a silent build goes on when one ping fails and the next is answered', async () => {
  const outcome = await build(busy, () => writeFileSync(go, ''));
  expect(outcome).toMatchObject({ state: 'failed', message: expect.stringContaining('exit code 3') });
  rmSync(go);
});

test('it ends when two in a row fail', async () => {
  await expect(build(busy, busy)).rejects.toMatchObject({ code: 'ENGINE_LOST' });
});
