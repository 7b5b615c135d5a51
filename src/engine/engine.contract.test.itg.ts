import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { DockerEngine } from './docker/docker-engine.ts';
import { engineContract } from './engine.contract.ts';
import { listProcesses } from './list-processes.ts';

const itg = inject('itg');

/**
 * An engine on this machine shows its steps among the processes. An interrupt in the very instant in which BuildKit
 * 0.13 starts one can leave it running: the runc that is to be killed has not yet made way.
 */
async function stepRuns(args: string): Promise<void> {
  while (!(await listProcesses()).some((entry) => entry.args.join(' ') === args)) await pause(20);
}

if (itg === undefined) describe.skip('the Docker engine (NOT RUN: no engine)', () => {});
else {
  const { kind, endpoint, bases, goApp } = itg;
  const base = bases['debian:trixie-slim'] ?? '';

  engineContract(`the Docker engine (${kind})`, async () => ({
    engine: await DockerEngine.connect(kind, endpoint),
    base,
    goApp,
    stepRuns,
    mayPruneAll: kind === 'private',
  }));

  // --no-cache alone empties the cache mounts that a build names, whoever else fills them:
  // https://github.com/moby/buildkit/blob/v0.13.2/solver/llbsolver/vertex.go (detectPrunedCacheID)
  test('a fresh namespace has empty cache mounts, and a build without cache in it leaves all others alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'stagebench-mounts-'));
    const dockerfile = path.join(folder, 'Dockerfile');
    const step =
      'RUN --mount=type=cache,target=/mounted echo $NONCE && test ! -e /mounted/used && touch /mounted/used';
    await writeFile(dockerfile, `FROM debian:trixie-slim\nARG NONCE\n${step}\n`);
    const engine = await DockerEngine.connect(kind, endpoint);
    const before = await engine.inventory();
    let builds = 0;
    const tagOf = (build: number) => `stagebench-contract/mounts:${build}`;
    const stateIn = async (namespace: string, noCache = false) => {
      builds += 1;
      const outcome = await engine.build({
        contextDir: folder,
        dockerfile,
        tag: tagOf(builds),
        bases: new Map([['debian:trixie-slim', base]]),
        labels: {},
        buildArgs: { BUILDKIT_CACHE_MOUNT_NS: namespace, NONCE: `${process.pid}-${builds}` },
        noCache,
      });
      return outcome.state;
    };
    try {
      expect(await stateIn('a')).toBe('built');
      expect(await stateIn('a')).toBe('failed');
      expect(await stateIn('b', true)).toBe('built');
      expect(await stateIn('b')).toBe('failed');
      expect(await stateIn('a')).toBe('failed');
    } finally {
      for (; builds > 0; builds -= 1) await engine.removeImage(tagOf(builds));
      const created = (await engine.inventory()).cacheRecords.filter(
        (id) => !before.cacheRecords.includes(id),
      );
      await engine.pruneBuildCache(created);
      await rm(folder, { recursive: true });
    }
  });
}
