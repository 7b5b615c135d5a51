import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { provideBuildkitd, startBuildkit, type Buildkit } from './buildkitd.fixture.ts';
import { copyCheckout, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { recorded } from './recorded.fixture.ts';

const itg = inject('itg');
const buildkitd = itg === undefined ? { missing: 'no engine' } : await provideBuildkitd();

/** Three megabytes that cannot be compressed lie in a stage of which the image has nothing. */
const dockerfile = `FROM debian:trixie-slim AS build
RUN head -c 3000000 /dev/urandom >/ballast
COPY server /server
FROM debian:trixie-slim AS runtime
COPY --from=build /server /usr/local/bin/server
COPY ca-certificates.crt /etc/ssl/certs/
USER nobody
EXPOSE 8080
CMD ["server"]
`;

if (itg === undefined || 'missing' in buildkitd)
  describe.skip(`exported caches (NOT RUN: ${'missing' in buildkitd ? buildkitd.missing : ''})`, () => {});
else
  describe('a cache that is exported and imported', () => {
    const { kind, endpoint, goApp } = itg;
    let checkout: Checkout;
    let folder: string;
    let builder: Buildkit;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-caches-'));
      checkout = await copyCheckout(goApp);
      await checkout.writeDockerfile('slim', dockerfile);
      builder = await startBuildkit(buildkitd.program, itg);
      await execa('docker', ['buildx', 'create', '--name', 'mine', '--driver', 'remote', builder.address], {
        env: { ...endpoint.environment, BUILDX_CONFIG: folder },
      });
    });
    afterAll(async () => {
      await builder.remove();
      await checkout.remove();
      await rm(folder, { recursive: true });
    });

    const run = (scenarios: string, ...words: string[]) =>
      startCli(
        checkout.root,
        [
          ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'slim'],
          ...['--rounds', '1', '--scenarios', scenarios, ...words],
        ],
        { env: { BUILDX_CONFIG: folder, ...(kind === 'docker' && { DOCKER_HOST: endpoint.host }) } },
      );
    const measured = async (scenarios: string, ...words: string[]) => {
      const outcome = await run(scenarios, ...words);
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      return { ...(await recorded(checkout.results)), stdout: outcome.stdout };
    };
    const imported = {
      phase: 'measure',
      state: 'built',
      cold_method: 'pruned',
      steps_total: 4,
      steps_cached: 4,
    };

    test('through a registry and within an image, on a builder: all steps come from it; mode=max holds the other stages, too', async () => {
      const scenarios = 'cold-with-registry-cache,cold-with-registry-cache-min,cold-with-inline-cache';
      const { builds, images, stdout } = await measured(scenarios, '--builder', 'mine', '--builder-is-mine');
      const exported = { phase: 'prime', state: 'built', cold_method: 'pruned', steps_cached: 0 };
      expect(builds).toMatchObject(
        scenarios.split(',').flatMap((scenario) => [
          { ...exported, scenario },
          { ...imported, scenario },
        ]),
      );
      for (const { phase, ...row } of builds)
        expect(phase === 'prime' ? row.cache_export_ms : row.cache_import_ms).toBeGreaterThan(0);
      const bytes = builds.map((row) => row.cache_bytes ?? 0);
      const [max = 0, , min = 0, , inline = 0] = bytes;
      expect(bytes).toEqual([max, max, min, min, inline, inline]);
      expect(max - min).toBeGreaterThan(3_000_000);
      // Beside the ballast the program, once more, and descriptions.
      expect(max - min).toBeLessThan(20_000_000);
      // Both are the layers of the image.
      expect(Math.abs(inline - min)).toBeLessThan(20_000);
      expect(images).toMatchObject([{ healthy: true }]);
      expect(stdout).toContain('3 imported caches');
    });

    test('on a builder that others may use is refused: their steps would be there all the same', async () => {
      const outcome = await run('cold-with-inline-cache', '--builder', 'mine');
      expect(outcome.exitCode).toBe(2);
      expect(outcome.stderr).toContain('error CACHE_NOT_OURS: cold-with-inline-cache: ');
    });

    describe.runIf(kind === 'private')('on an engine with the docker driver', () => {
      test('comes within an image', async () => {
        const { builds, images } = await measured('cold-with-inline-cache');
        expect(builds).toMatchObject([{ phase: 'prime', steps_cached: 0 }, imported]);
        expect(builds[0]?.cache_export_ms).toBeGreaterThan(0);
        expect(builds[1]?.cache_bytes).toBe(builds[0]?.cache_bytes);
        expect(images).toMatchObject([{ healthy: true }]);
      });

      test('cannot go to a registry, which is said before anything is measured', async () => {
        const outcome = await run('cold-with-registry-cache');
        expect(outcome.exitCode).toBe(2);
        expect(outcome.stderr).toContain('error BUILDER_NO_CACHE_EXPORT: ');
        expect(outcome.stderr).toContain('Cache export is not supported for the docker driver.');
      });
    });
  });
