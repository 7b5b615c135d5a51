import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Clock } from '../../domain/clock.ts';
import type { TransferRecord } from '../../domain/image/transfer.ts';
import { DockerEngine } from '../../engine/docker/docker-engine.ts';
import { clientEnvironment } from '../../engine/private/daemon/client-environment.ts';
import { privatePaths } from '../../engine/private/private-paths.ts';
import { provisionRegistry } from '../../engine/private/registry/provision-registry.ts';
import { startDaemon } from '../../engine/private/daemon/start-daemon.ts';
import { startRegistry } from '../../engine/private/registry/start-registry.ts';
import { stopDaemon } from '../../engine/private/daemon/stop-daemon.ts';
import { startRegistryContainer } from '../../engine/docker/transfer/registry-container.ts';
import { transferEach } from './transfer-each.fixture.ts';

const itg = inject('itg');
const { env } = process;

/** An engine's clock would do; this is the machine's. */
const clock: Clock = {
  monotonicMs: () => performance.now(),
  date: () => new Date(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

// Two layers of the base, then: an own one, one that is there twice with another between, and a step without a layer.
// Random bytes, which no compressor makes smaller, so that a blob's size tells which layer it is.
const dockerfiles = {
  base: 'FROM scratch\nCOPY lower /lower\nCOPY upper /upper\n',
  app: 'FROM stagebench-itg/transfer-base:1\nCOPY own /own\nENV SOME=thing\nCOPY small /twice\nCOPY other /twice\nCOPY small /twice\n',
  bare: 'FROM scratch\nCOPY own /own\n',
} as const;
const sizes = { lower: 3_000_000, upper: 2_000_000, own: 700_000, other: 20_000, small: 10_000 } as const;
const tagOf = (name: keyof typeof dockerfiles): string => `stagebench-itg/transfer-${name}:1`;

describe.skipIf(itg?.kind !== 'private')(
  `the transfer of an image${itg?.kind === 'private' ? '' : ' (NOT RUN: needs the private engine)'}`,
  () => {
    let folder: string;
    let program: string;
    let engine: DockerEngine;

    const docker = async (...args: string[]): Promise<string> => {
      const environment = { ...itg?.endpoint.environment, DOCKER_HOST: itg?.endpoint.host };
      return (await execa('docker', args, { env: environment })).stdout;
    };

    beforeAll(async () => {
      if (itg === undefined) return;
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-transfer-'));
      program = await provisionRegistry({ paths: privatePaths({ env }), env });
      engine = await DockerEngine.connect('private', itg.endpoint);
      for (const [name, bytes] of Object.entries(sizes))
        await execa('head', ['-c', String(bytes), '/dev/urandom'], {
          stdout: { file: path.join(folder, name) },
        });
      for (const [name, text] of Object.entries(dockerfiles)) {
        const file = path.join(folder, `${name}.Dockerfile`);
        await writeFile(file, text);
        const tag = tagOf(name as keyof typeof dockerfiles);
        await docker('buildx', 'build', '--provenance=false', '--file', file, '--tag', tag, folder);
      }
    });
    afterAll(async () => {
      for (const name of ['app', 'bare', 'base'] as const) await engine.removeImage(tagOf(name));
      await rm(folder, { recursive: true });
    });

    /** A second private engine, as the bench starts one. */
    const startEmptyEngine = async () => {
      const paths = privatePaths({ env, instance: 'itg-transfer' });
      const close = async () => {
        await stopDaemon(paths);
        await rm(paths.instanceDir, { recursive: true, force: true });
      };
      await close();
      await startDaemon(paths, { env });
      const environment = clientEnvironment(paths, env);
      const endpoint = { host: `unix://${paths.socket}`, environment, builder: 'default' };
      return { engine: await DockerEngine.connect('private', endpoint), close };
    };

    /** Measures, and says what lay in the registry's storage when it was closed: bytes of each blob. */
    const measure = async (changes: Partial<Parameters<typeof transferEach>[0]> = {}) => {
      const parent = path.join(folder, 'registries');
      const stored: number[][] = [];
      const records = await transferEach({
        runId: 'itg-transfer',
        engine,
        startRegistry: async () => {
          const registry = await startRegistry({ program, parent, env });
          const close = async () => {
            stored.push(await blobSizes(parent));
            await registry.close();
          };
          return { ...registry, close };
        },
        startEmptyEngine,
        images: [{ ref: tagOf('app'), baseRef: tagOf('base') }],
        clock,
        note: (text) => expect.unreachable(text),
        samples: 2,
        ...changes,
      });
      const left = await readdir(parent);
      expect(left.filter((name) => name.startsWith('stagebench-registry-'))).toEqual([]);
      return { facts: records.map(factsOf), stored };
    };

    test('is what lies in the registry, as gzip; the based pull brings only what the base has not', async () => {
      const before = await engine.inventory();
      const { facts, stored } = await measure({ images: ['app', 'app'].map((name) => imageOf(name)) });
      expect((await engine.inventory()).images).toEqual(before.images);
      const [first, second] = facts;
      if (first === undefined || second === undefined) throw new Error('two images were asked for');
      const found = stored[0] ?? [];
      const layers = found.filter((bytes) => bytes >= sizes.small);
      expect(layers).toHaveLength(Object.keys(sizes).length);
      // What is not a layer is the app's config, which lies there too, beside the base's and two manifests.
      const configBytes = first.transferBytes - total(layers);
      expect(found.filter((bytes) => bytes < sizes.small)).toContain(configBytes);
      expect(first.compression).toBe('gzip');
      const ownLayers = layers.filter((bytes) => bytes < sizes.upper);
      expect(first.pullBasedBytes).toBe(total(ownLayers) + configBytes);
      expect(first.pullEmptyMs).toBeGreaterThan(0);
      expect(first.pullBasedMs).toBeGreaterThan(0);
      expect(first.pushMs).toBeGreaterThan(0);
      // The same image a second time: all that is exact is the same, in a registry that knew nothing of it.
      expect(second).toMatchObject({
        transferBytes: first.transferBytes,
        pullBasedBytes: first.pullBasedBytes,
      });
      expect(stored[1]?.toSorted()).toEqual(found.toSorted());
    });

    test('of an image from scratch is an empty pull only; random bytes are as big in zstd', async () => {
      const { facts } = await measure({ images: [{ ref: tagOf('bare'), baseRef: undefined }], zstd: true });
      const [only] = facts;
      expect(only).toMatchObject({ pullBasedMs: undefined, pullBasedBytes: undefined });
      expect(only?.pullEmptyMs).toBeGreaterThan(0);
      const { transferBytes = NaN, zstdBytes = NaN } = only ?? {};
      expect(Math.abs(zstdBytes / transferBytes - 1)).toBeLessThan(0.01);
    });

    test('over a slow line takes as long as the line takes, and only what travels counts', async () => {
      const bitsPerSecond = 20e6;
      const { facts } = await measure({ bitsPerSecond, samples: 1 });
      const { transferBytes = NaN, pullBasedBytes = NaN, pullEmptyMs, pullBasedMs } = facts[0] ?? {};
      const lineMs = (bytes: number) => (bytes * 8000) / bitsPerSecond;
      // A line is never faster than it is, but for the 20 ms of credit.
      expect(pullEmptyMs).toBeGreaterThan(lineMs(transferBytes) - 20);
      expect(pullBasedMs).toBeGreaterThan(lineMs(pullBasedBytes) - 20);
      expect(pullBasedMs).toBeLessThan(lineMs(transferBytes));
    });

    test('goes through a registry in a container as well', async () => {
      const image = 'stagebench-itg/registry:1';
      const config = {
        version: '0.1',
        storage: { filesystem: { rootdirectory: '/var/lib/registry' } },
        http: { addr: ':5000', debug: { addr: ':5001' } },
      };
      await writeFile(path.join(folder, 'config.yml'), JSON.stringify(config));
      await execa('cp', [program, path.join(folder, 'registry')]);
      const file = path.join(folder, 'registry.Dockerfile');
      const base = itg?.bases['debian:trixie-slim'] ?? '';
      await writeFile(
        file,
        `FROM ${base}\nCOPY registry /bin/registry\nCOPY config.yml /\nVOLUME /var/lib/registry\nCMD ["registry", "serve", "/config.yml"]\n`,
      );
      const before = await engine.inventory();
      await docker('buildx', 'build', '--provenance=false', '--file', file, '--tag', image, folder);
      if (itg === undefined) return;
      const { endpoint } = itg;
      const records = await transferEach({
        runId: 'itg-transfer',
        engine,
        startRegistry: () => startRegistryContainer(endpoint, { image, labels: {}, hostNetwork: true }),
        images: [imageOf('app')],
        clock,
        note: (text) => expect.unreachable(text),
      });
      await engine.removeImage(image);
      expect(factsOf(records[0]).compression).toBe('gzip');
      const after = await engine.inventory();
      expect([after.images, after.containers, after.volumes]).toEqual([
        before.images,
        before.containers,
        before.volumes,
      ]);
    });
  },
);

const total = (bytes: readonly number[]): number => bytes.reduce((sum, size) => sum + size, 0);

const imageOf = (name: string) => ({ ref: tagOf(name as 'app'), baseRef: tagOf('base') });

function factsOf(record: TransferRecord | undefined) {
  if (record?.state !== 'measured') throw new Error(JSON.stringify(record));
  return record.facts;
}

/** The sizes of all blobs in the one registry that is open, as the file system has them. */
async function blobSizes(parent: string): Promise<number[]> {
  const names = await readdir(parent, { recursive: true });
  const blobs = names.filter((name) => /\/blobs\/sha256\/.*\/data$/.test(name));
  return await Promise.all(blobs.map(async (name) => (await stat(path.join(parent, name))).size));
}
