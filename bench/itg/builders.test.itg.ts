import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { recordIds } from '../../src/engine/builder/read-builder.ts';
import { provideBuildkitd, startBuildkit, type Buildkit } from './buildkitd.fixture.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { processStarted } from './processes.fixture.ts';
import { recorded } from './recorded.fixture.ts';

const itg = inject('itg');
const buildkitd = itg === undefined ? { missing: 'no engine' } : await provideBuildkitd();
/** Told from any other process of this machine. */
const longStep = `sleep 86399.${process.pid}`;

if (itg === undefined || 'missing' in buildkitd)
  describe.skip(`two remote builders (NOT RUN: ${'missing' in buildkitd ? buildkitd.missing : ''})`, () => {});
else
  describe('two remote builders', () => {
    const { kind, endpoint, goApp } = itg;
    let checkout: Checkout;
    let folder: string;
    let builders: Readonly<Record<'one' | 'two', Buildkit>>;
    const env = () => ({ ...endpoint.environment, BUILDX_CONFIG: folder });

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-builders-'));
      checkout = await copyCheckout(goApp);
      const start = () => startBuildkit(buildkitd.program, itg);
      builders = { one: await start(), two: await start() };
      for (const [name, { address }] of Object.entries(builders))
        await buildx('create', '--name', name, '--driver', 'remote', address);
    });
    afterAll(async () => {
      for (const builder of Object.values(builders)) await builder.remove();
      await checkout.remove();
      await rm(folder, { recursive: true });
    });

    const buildx = async (...words: string[]): Promise<string> =>
      (await execa('docker', ['buildx', ...words], { env: env() })).stdout;
    const cacheOf = async (name: string): Promise<string[]> =>
      recordIds(await buildx('du', '--builder', name, '--verbose')).toSorted();
    const run = (...words: string[]) =>
      startCli(
        checkout.root,
        [
          ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'scratch'],
          ...['--scenarios', 'cold,warm', ...words],
        ],
        { env: { BUILDX_CONFIG: folder, ...(kind === 'docker' && { DOCKER_HOST: endpoint.host }) } },
      );
    const measured = async (...words: string[]) => {
      // A step that runs something in an engine leaves /etc in its layer, where DNS was set up; in buildkitd it does not.
      await checkout.writeDockerfile('scratch', quickDockerfile({ step: 'COPY server /built' }));
      const outcome = await run(...words);
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      return recorded(checkout.results);
    };
    const imagesOf = async () =>
      (await dockerOn(endpoint)('images', '--all', '--quiet')).split('\n').toSorted();

    test('give the same image, byte for byte, as the engine, and leave nothing there or here', async () => {
      const [image] = (await measured('--rounds', '1')).images;
      const before = { one: await cacheOf('one'), two: await cacheOf('two'), here: await imagesOf() };
      for (const name of ['one', 'two'] as const) {
        const { manifest, builds, images } = await measured('--rounds', '1', '--builder', name);
        expect(manifest.engine.builtBy).toMatchObject({ driver: 'remote', version: 'v0.34.2', nodes: 1 });
        expect(builds.filter(({ app }) => app === 'go')).toMatchObject([
          { scenario: 'cold', state: 'built', cold_method: 'no-cache', steps_cached: 0 },
          ...[1, 2, 3, 4, 5].map((repeat) => ({ scenario: 'warm', state: 'built', repeat, steps_cached: 3 })),
        ]);
        for (const { export_ms: exportMs } of builds) expect(exportMs).toBeGreaterThan(0);
        expect(images).toMatchObject([
          {
            ...{ healthy: true, size_bytes: image?.size_bytes, layers: image?.layers },
            ...{ base_bytes: image?.base_bytes, rootfs_bytes: image?.rootfs_bytes },
          },
        ]);
      }
      expect(image?.size_bytes).toBeGreaterThan(0);
      expect({ one: await cacheOf('one'), two: await cacheOf('two'), here: await imagesOf() }).toEqual(
        before,
      );
    });

    test('measure a shard each, which are merged to one run; its images are those of the engine', async () => {
      for (const strategy of ['slim', 'scratch'])
        await checkout.writeDockerfile(strategy, quickDockerfile({ step: 'COPY server /built' }));
      const plan = [
        ...['--engine', kind, '--bases', 'local', '--suite', 'aa', '--apps', 'go', '--seed', '1'],
        ...['--strategies', 'slim,scratch', '--scenarios', 'cold', '--rounds', '1'],
      ];
      const at = (...parts: string[]): string => path.join(checkout.root, 'machines', ...parts);
      const cli = (...words: string[]) =>
        startCli(checkout.root, words, {
          env: { BUILDX_CONFIG: folder, ...(kind === 'docker' && { DOCKER_HOST: endpoint.host }) },
        });
      // One after the other: both start what they built on one engine.
      for (const [name, shard] of [
        ['one', '1/2'],
        ['two', '2/2'],
      ] as const) {
        const words = ['--builder', name, '--shard', shard, '--results', at(name)];
        const outcome = await cli('run', ...plan, ...words);
        expect(outcome.exitCode, outcome.stderr).toBe(0);
      }
      const merging = await cli('merge', at('one'), at('two'), '--results', at('merged'));
      expect([merging.exitCode, merging.stderr]).toEqual([0, '']);
      const { manifest, images } = await recorded(at('merged'));
      const builders = manifest.merged?.shards.map(({ engine }) => engine.builtBy?.id);
      expect(new Set(builders).size).toBe(2);
      const [image] = (await measured('--rounds', '1')).images;
      expect(images.map((row) => [row.healthy, row.size_bytes])).toEqual(
        Array.from({ length: 4 }, () => [true, image?.size_bytes]),
      );
    });

    test('are emptied before each cold build if they are mine; the bases are there again', async () => {
      await buildxBuild('two');
      expect(await cacheOf('two')).not.toEqual([]);
      const words = ['--builder', 'two', '--builder-is-mine', '--rounds', '2', '--keep-logs'];
      const { builds, logs, name } = await measured(...words);
      expect(builds.filter(({ app, scenario }) => app === 'go' && scenario === 'cold')).toMatchObject(
        [1, 2].map((round) => ({ round, state: 'built', cold_method: 'pruned', steps_cached: 0 })),
      );
      // BuildKit unpacks a base in the build that needs it first.
      expect(logs.length).toBeGreaterThan(builds.length);
      const texts = logs.map((log) => readFileSync(path.join(checkout.results, name, 'logs', log), 'utf8'));
      expect(texts.filter((text) => text.includes('extracting sha256'))).toEqual([]);
      expect(await cacheOf('two')).toEqual([]);
    });

    test('one that is killed in the middle of a build ends the run; while it is stopped, none is begun', async () => {
      await checkout.writeDockerfile('scratch', quickDockerfile({ step: `RUN ${longStep}` }));
      const going = run('--rounds', '1', '--builder', 'one');
      await processStarted(longStep, going);
      await builders.one.kill();
      const outcome = await going;
      expect(outcome.exitCode).toBe(2);
      expect(outcome.stderr).toContain(
        'error ENGINE_LOST: Builder "one" cannot build: node one0 is inactive.',
      );
      const { manifest, builds } = await recorded(checkout.results);
      expect(manifest.outcome).toBe('engine-lost');
      expect(builds.at(-1)).toMatchObject({ state: 'aborted', error_code: 'ENGINE_LOST' });
      const stopped = await run('--rounds', '1', '--builder', 'one');
      expect(stopped.stderr).toContain(
        'error BUILDER_UNREACHABLE: Builder "one" cannot build: node one0 is inactive.',
      );
      await builders.one.start();
    });

    test('one that is not there is told, with the nearest', async () => {
      const outcome = await run('--rounds', '1', '--builder', 'oen');
      expect(outcome.exitCode).toBe(2);
      expect(outcome.stderr).toContain('There is no builder "oen". Did you mean "one"?');
    });

    test.runIf(kind === 'private')(
      'one of the docker driver gives no archive on the classic store',
      async () => {
        const outcome = await run('--rounds', '1', '--builder', 'default');
        expect(outcome.exitCode).toBe(2);
        expect(outcome.stderr).toContain('error BUILDER_NO_ARCHIVE: ');
      },
    );

    /** Something of somebody, in the cache of a builder. */
    async function buildxBuild(name: string): Promise<void> {
      const file = path.join(folder, 'Dockerfile');
      await execa('sh', ['-c', `printf 'FROM scratch\\nCOPY Dockerfile /\\n' > ${file}`]);
      await buildx('build', '--builder', name, '--output', 'type=cacheonly', '--file', file, folder);
    }
  });
