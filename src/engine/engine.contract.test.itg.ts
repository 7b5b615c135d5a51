import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { DockerEngine } from './docker/docker-engine.ts';
import { engineContract } from './engine.contract.ts';

const itg = inject('itg');

if (itg === undefined) describe.skip('the Docker engine (NOT RUN: no engine)', () => {});
else {
  const { kind, endpoint, bases, goApp } = itg;
  const base = bases['debian:trixie-slim'] ?? '';

  engineContract(`the Docker engine (${kind})`, async () => ({
    engine: await DockerEngine.connect(kind, endpoint),
    base,
    goApp,
    mayPruneAll: kind === 'private',
  }));

  test('a fresh namespace empties the cache mounts for one build, and leaves them to the others', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'stagebench-mounts-'));
    const dockerfile = path.join(folder, 'Dockerfile');
    const step = 'RUN --mount=type=cache,target=/mounted ls /mounted > /seen && cat /seen && test ! -s /seen && touch /mounted/used';
    await writeFile(dockerfile, `FROM debian:trixie-slim\n${step}\n`);
    const engine = await DockerEngine.connect(kind, endpoint);
    const before = await engine.inventory();
    const stateIn = async (namespace: string) => {
      const outcome = await engine.build({
        contextDir: folder,
        dockerfile,
        tag: 'stagebench-contract/mounts:1',
        bases: new Map([['debian:trixie-slim', base]]),
        labels: {},
        buildArgs: { BUILDKIT_CACHE_MOUNT_NS: namespace },
        noCache: true,
      });
      return outcome.state;
    };
    try {
      expect(await stateIn('a')).toBe('built');
      expect(await stateIn('a')).toBe('failed');
      expect(await stateIn('b')).toBe('built');
      expect(await stateIn('a')).toBe('failed');
    } finally {
      await engine.removeImage('stagebench-contract/mounts:1');
      const created = (await engine.inventory()).cacheRecords.filter((id) => !before.cacheRecords.includes(id));
      await engine.pruneBuildCache(created);
      await rm(folder, { recursive: true });
    }
  });
}
