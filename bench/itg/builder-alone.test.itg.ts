import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { provideBuildkitd, startBuildkit, type Buildkit } from './buildkitd.fixture.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { recorded } from './recorded.fixture.ts';

const itg = inject('itg');
const buildkitd = itg === undefined ? { missing: 'no engine' } : await provideBuildkitd();

if (itg === undefined || 'missing' in buildkitd)
  describe.skip(`a builder alone (NOT RUN: ${'missing' in buildkitd ? buildkitd.missing : ''})`, () => {});
else
  describe('a builder where no engine is', () => {
    const { kind, endpoint, goApp } = itg;
    let folder: string;
    let checkout: Checkout;
    let builder: Buildkit;
    /** The clients of the engine under test, no engine, and a cache without a private one. */
    const alone = () => ({
      ...endpoint.environment,
      ...{ BUILDX_CONFIG: path.join(folder, 'buildx'), XDG_CACHE_HOME: folder },
      DOCKER_HOST: `unix://${path.join(folder, 'nobody.sock')}`,
    });
    const run = (...words: string[]) =>
      startCli(
        checkout.root,
        ['run', '--builder', 'far', '--apps', 'go', '--strategies', 'scratch', '--seed', '1', ...words],
        { env: alone() },
      );

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-alone-'));
      checkout = await copyCheckout(goApp);
      await checkout.writeDockerfile('scratch', quickDockerfile({ step: 'COPY server /built' }));
      builder = await startBuildkit(buildkitd.program, itg);
      await execa('docker', ['buildx', 'create', '--name', 'far', '--driver', 'remote', builder.address], {
        env: alone(),
      });
    });
    afterAll(async () => {
      await builder.remove();
      await checkout.remove();
      await rm(folder, { recursive: true });
    });

    test('a base that lies nowhere ends the run before the first build, and says what to do', async () => {
      const outcome = await run('--scenarios', 'cold', '--rounds', '1');
      expect(outcome.exitCode).toBe(2);
      expect(outcome.stderr).toMatch(
        /error ENGINE_NOT_FOUND: The base debian:trixie-slim .*, and without an engine it cannot be made\. A run with --builder where an engine is puts it there/,
      );
    });

    test('what it builds is read, and not started; sizes are those of a run with an engine', async () => {
      const words = ['--engine', kind, '--bases', 'local', '--scenarios', 'cold', '--rounds', '1'];
      const there = await startCli(
        checkout.root,
        ['run', '--builder', 'far', '--apps', 'go', '--strategies', 'scratch', '--seed', '1', ...words],
        {
          env: {
            BUILDX_CONFIG: path.join(folder, 'buildx'),
            ...(kind === 'docker' && { DOCKER_HOST: endpoint.host }),
          },
        },
      );
      expect(there.exitCode, there.stderr).toBe(0);
      const withEngine = await recorded(checkout.results);
      const [started] = withEngine.images;
      await cp(path.join(cacheRootOf(process.env), 'layouts'), path.join(folder, 'stagebench', 'layouts'), {
        recursive: true,
      });

      const outcome = await run('--scenarios', 'cold,warm', '--rounds', '1', '--keep-images');
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      // There is no engine to keep them on.
      expect(outcome.stdout).not.toContain('kept:');
      expect(outcome.stderr.match(/images of the builder are read, and not started/g)).toHaveLength(1);
      expect(outcome.stdout).toContain('not started, because no engine was there that runs them');
      const { manifest, images, builds, name } = await recorded(checkout.results);
      expect(manifest.engine).toMatchObject({ kind: 'none', builtBy: { driver: 'remote' } });
      expect(images).toMatchObject([
        {
          ...{ state: 'built', platform: started?.platform, base_digest: started?.base_digest },
          ...{ size_bytes: started?.size_bytes, rootfs_bytes: started?.rootfs_bytes },
          ...{ base_bytes: started?.base_bytes, layers: started?.layers, user: started?.user },
        },
      ]);
      expect([images[0]?.healthy, images[0]?.start_ms, started?.healthy]).toEqual([
        undefined,
        undefined,
        true,
      ]);
      expect(new Set(builds.map(({ state }) => state))).toEqual(new Set(['built']));

      const cli = (...given: string[]) => startCli(checkout.root, given, { env: alone() });
      const resumed = await cli('run', '--resume', name, '--rounds', '2');
      expect(resumed.exitCode, resumed.stderr).toBe(0);
      const more = await recorded(checkout.results);
      expect([more.name, more.manifest.plan.rounds]).toEqual([name, 2]);

      const report = await cli('report', '--run', name);
      expect([report.exitCode, report.stderr]).toEqual([0, '']);
      const compared = await cli('compare', withEngine.name, name);
      expect(compared.exitCode).toBe(2);
      expect(compared.stderr).toMatch(/engine/);
    });

    test('shards that were measured so are merged', async () => {
      await checkout.writeDockerfile('slim', quickDockerfile({ step: 'COPY server /built' }));
      const at = (...parts: string[]): string => path.join(checkout.root, 'machines', ...parts);
      for (const shard of ['1/2', '2/2']) {
        const words = [
          '--suite',
          'aa',
          '--strategies',
          'slim,scratch',
          '--scenarios',
          'cold',
          '--rounds',
          '1',
        ];
        const outcome = await run(...words, '--shard', shard, '--results', at(shard.slice(0, 1)));
        expect(outcome.exitCode, outcome.stderr).toBe(0);
      }
      const merging = await startCli(checkout.root, ['merge', at('1'), at('2'), '--results', at('merged')]);
      expect([merging.exitCode, merging.stderr]).toEqual([0, '']);
      const { images } = await recorded(at('merged'));
      expect(images.map(({ state, healthy }) => [state, healthy])).toEqual(
        Array.from({ length: 4 }, () => ['built', undefined]),
      );
    });
  });
