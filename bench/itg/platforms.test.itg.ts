import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { LoopbackRegistry } from '../../src/engine/loopback-registry.ts';
import { privatePaths } from '../../src/engine/private/private-paths.ts';
import { provisionRegistry } from '../../src/engine/private/registry/provision-registry.ts';
import { startRegistry } from '../../src/engine/private/registry/start-registry.ts';
import { ensureRegistryBases } from '../../src/bases/registry-bases.ts';
import { BaseLayouts } from '../../src/engine/builder/base-layouts.ts';
import { BuilderEngine } from '../../src/engine/builder/builder-engine.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import { rootFolder } from '../context.ts';
import type { VariantFile } from '../definitions.ts';
import { basesForPlatforms } from '../platforms/bases-for-platforms.ts';
import type { PlacedVariants } from '../platforms/place-platforms.ts';
import { provideBuildkitd, startBuildkit, type Buildkit } from './buildkitd.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { recorded } from './recorded.fixture.ts';

const itg = inject('itg');
const buildkitd = itg?.kind === 'private' ? await provideBuildkitd() : { missing: 'no private engine' };

if (itg === undefined || 'missing' in buildkitd)
  describe.skip(`bases of two platforms (NOT RUN: ${'missing' in buildkitd ? buildkitd.missing : ''})`, () => {});
else
  describe('a base that a registry has for two platforms', () => {
    const { endpoint } = itg;
    const docker = dockerOn(endpoint);
    const noSignal = new AbortController().signal;
    const own = process.arch === 'arm64' ? 'arm64' : 'amd64';
    const other = own === 'amd64' ? 'arm64' : 'amd64';
    let folder: string;
    let registry: LoopbackRegistry;
    let builder: Buildkit;
    let name: string;
    const env = () => ({ ...endpoint.environment, BUILDX_CONFIG: folder });
    const at = (...parts: string[]): string => path.join(folder, ...parts);
    const layersOf = async (ref: string): Promise<string[]> =>
      JSON.parse(await docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', ref)) as string[];
    /** The layer of the base, by platform. */
    const layers: Record<string, string | undefined> = {};

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-platforms-'));
      const paths = privatePaths({ env: process.env });
      const program = await provisionRegistry({ paths, env: process.env });
      registry = await startRegistry({ program, parent: at('registry'), env: process.env });
      name = `${registry.host}/team/base:1`;
      await mkdir(at('base'));
      for (const one of ['web', 'layouts', 'archives']) await mkdir(at(one));
      await writeFile(at('base', 'Dockerfile'), 'FROM scratch\nCOPY content /\n');
      for (const one of [own, other]) {
        await writeFile(at('base', 'content'), one);
        const words = ['--provenance=false', '--platform', `linux/${one}`, '--tag', `${name}-${one}`];
        await docker('buildx', 'build', ...words, at('base'));
        await docker('push', `${name}-${one}`);
        [layers[one]] = await layersOf(`${name}-${one}`);
      }
      const both = [own, other].map((one) => `${name}-${one}`);
      await docker('buildx', 'imagetools', 'create', '--tag', name, ...both);
      await docker('rmi', ...both);
      await writeFile(at('web', 'Dockerfile'), `FROM ${name}\nCOPY page /\n`);
      await writeFile(at('web', 'page'), 'hello');
      builder = await startBuildkit(buildkitd.program, itg);
      await execa('docker', ['buildx', 'create', '--name', 'far', '--driver', 'remote', builder.address], {
        env: env(),
      });
    });
    afterAll(async () => {
      const listed = await docker('images', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}');
      const ours = listed.split('\n').filter((line) => line.includes('/team/') || line.startsWith('team/'));
      // By name where there is one: the base of the control is an image that stays.
      for (const [name = '', id = ''] of ours.map((line) => line.split(' ')))
        await docker('rmi', '--force', name.endsWith(':<none>') ? id : name);
      await builder.remove();
      await registry.close();
      await rm(folder, { recursive: true });
    });

    test.each<['engine' | 'builder']>([['engine'], ['builder']])(
      'is the one for each platform that the %s builds for',
      async (by) => {
        const home = await DockerEngine.connect('private', endpoint);
        const bases = await ensureRegistryBases(home, [name], { onProgress: () => {}, onStep: () => {} });
        const file = (app: string): VariantFile => ({
          ...{ variant: { app, strategy: 'default' }, dockerfile: at('web', 'Dockerfile') },
          bases: { names: [name], buildNames: [name], finalBase: name },
        });
        const onTarget = { names: new Set([name]), shared: new Set<string>() };
        const placed: PlacedVariants = new Map(
          [own, other].map((one) => [
            `${one}/default`,
            { builtFor: { platform: `linux/${one}`, by: 'cross' }, ...onTarget },
          ]),
        );
        const request = {
          ...{ engine: home, recipes: [], root: rootFolder, extraCa: '' },
          ...{ onProgress: () => {}, onStep: () => {} },
          tools: { mmdebstrap: () => Promise.reject(new Error()), cacheDir: '', signal: noSignal },
        };
        const files = await basesForPlatforms([own, other].map(file), placed, bases, request, undefined);
        const engine =
          by === 'engine'
            ? home
            : new BuilderEngine({
                ...{ client: { name: 'far', environment: env() }, isMine: false, buildxVersion: '', home },
                ...{ layouts: new BaseLayouts(home, at('layouts')), folder: at('archives') },
              });
        for (const { variant, ofPlatform, dockerfile } of files) {
          const { app } = variant;
          const [base] = ofPlatform ?? bases;
          expect(base).toMatchObject({ name, digest: bases[0]?.digest, diffIds: [layers[app]] });
          const tag = `team/base-${by}:${app}`;
          const outcome = await engine.build({
            ...{ contextDir: at('web'), dockerfile, tag, labels: {}, platform: `linux/${app}` },
            bases: new Map([[name, base?.ref ?? '']]),
          });
          expect(outcome).toMatchObject({ state: 'built' });
          const image = await engine.inspectImage(tag);
          expect([image?.platform, image?.diffIds[0]]).toEqual([`linux/${app}`, layers[app]]);
        }
        expect(files.map(({ ofPlatform }) => ofPlatform?.length)).toEqual([undefined, 1]);
      },
    );

    test.each<[string, string[]]>([
      ['the engine', []],
      ['a builder', ['--builder', 'far']],
    ])('is what a project for the other platform stands on, built by %s', async (_, words) => {
      const results = at(`results-${words.length}`);
      // The control stands on another one, which this registry has, too; and a base without a shell takes no certificates.
      const debian = `${registry.host}/team/debian:1`;
      await docker('tag', itg.bases['debian:trixie-slim'] ?? '', debian);
      await docker('push', debian);
      await docker('rmi', debian);
      await writeFile(at('root.pem'), rootCertificates[0] ?? '');
      const outcome = await startCli(
        rootFolder,
        [
          ...['run', '--engine', 'private', '--project', at('web'), '--results', results, '--rounds', '1'],
          ...['--bases', 'registry', '--map', `debian:trixie-slim=${debian}`, '--ca-bundle', at('root.pem')],
          ...['--platform', `linux/${other}`, '--scenarios', 'cold', ...words],
        ],
        { env: { BUILDX_CONFIG: folder } },
      );
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      const { images, name: run } = await recorded(results);
      expect(images).toMatchObject([
        { app: 'web', state: 'built', platform: `linux/${other}`, base_ref: name, base_source: 'registry' },
      ]);
      const rows = await readFile(path.join(results, run, 'layers.csv'), 'utf8');
      expect(rows).toContain(layers[other]);
      expect(rows).not.toContain(layers[own]);
    });
  });
