import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DockerEngine } from '../engine/docker/docker-engine.ts';
import type { LoopbackRegistry } from '../engine/loopback-registry.ts';
import { privatePaths } from '../engine/private/private-paths.ts';
import { provisionRegistry } from '../engine/private/registry/provision-registry.ts';
import { startRegistry } from '../engine/private/registry/start-registry.ts';
import { ensureRegistryBases } from './registry-bases.ts';

const itg = inject('itg');

describe.skipIf(itg?.kind !== 'private')(
  `bases from a registry${itg?.kind === 'private' ? '' : ' (NOT RUN: needs the private engine)'}`,
  () => {
    let folder: string;
    let registry: LoopbackRegistry;
    let engine: DockerEngine;
    let name: string;
    const made: string[] = [];
    /** Ids: the name moves on to the next. */
    const built: string[] = [];
    const messages: string[] = [];
    const progress = {
      onProgress: (text: string) => void messages.push(text),
      onStep: (text: string) => void messages.push(text),
    };

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-registry-'));
      const { env } = process;
      const program = await provisionRegistry({ paths: privatePaths({ env }), env });
      registry = await startRegistry({ program, parent: path.join(folder, 'registry'), env });
      if (itg !== undefined) engine = await DockerEngine.connect('private', itg.endpoint);
      name = `${registry.host}/team/app:1`;
    });
    afterAll(async () => {
      for (const ref of [...made, name, ...built]) await engine.removeImage(ref);
      await registry.close();
      await rm(folder, { recursive: true });
    });

    const docker = async (...args: string[]) => {
      const env = { ...itg?.endpoint.environment, DOCKER_HOST: itg?.endpoint.host };
      return (await execa('docker', args, { env })).stdout;
    };
    /** Builds an image of one file under the base's name. Gives its id. */
    const buildAs = async (content: string): Promise<string> => {
      await writeFile(path.join(folder, 'content'), content);
      await writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY content /\n');
      await docker('buildx', 'build', '--provenance=false', '--tag', name, folder);
      const id = await docker('image', 'inspect', '--format', '{{.Id}}', name);
      built.push(id);
      return id;
    };
    const ensure = async () => {
      const [base] = await ensureRegistryBases(engine, [name], progress);
      if (base === undefined) throw new Error('no base came back');
      made.push(base.ref);
      return base;
    };
    /** What the registry itself says, asked with curl. */
    const published = async (): Promise<string> => {
      const { stdout } = await execa('curl', [
        ...[
          '--silent',
          '--fail',
          '--head',
          '--header',
          'Accept: application/vnd.docker.distribution.manifest.v2+json',
        ],
        `http://${registry.host}/v2/team/app/manifests/1`,
      ]);
      return /docker-content-digest: (\S+)/i.exec(stdout)?.[1] ?? '';
    };

    test('are pinned by digest under a name of ours; the tag the user has stays where it is', async () => {
      const publishedId = await buildAs('published');
      await docker('push', name);
      await docker('rmi', name);
      const usersId = await buildAs("the user's own");

      const base = await ensure();
      expect(base).toMatchObject({ name, source: 'registry', digest: await published() });
      expect(await docker('image', 'inspect', '--format', '{{.Id}}', base.ref)).toBe(publishedId);
      expect(JSON.stringify(base.diffIds)).toBe(
        await docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', base.ref),
      );
      expect(await docker('image', 'inspect', '--format', '{{.Id}}', name)).toBe(usersId);
      expect(await docker('images', '--digests', '--format', '{{.Repository}} {{.Digest}}')).not.toContain(
        base.digest,
      );
      expect(messages.join('\n')).toContain(`base 1 of 1  ${name}`);
    });

    test('are not pulled again while the registry has the same', async () => {
      messages.length = 0;
      const [before, again] = [made[0], await ensure()];
      expect(again.ref).toBe(before);
      expect(messages.filter((text) => /pull|download/i.test(text))).toEqual([]);
    });

    test('are another image when the tag has moved; a build on the pinned one still gets what it got', async () => {
      const old = made[0] ?? '';
      const oldId = await docker('image', 'inspect', '--format', '{{.Id}}', old);
      const newId = await buildAs('published later');
      await docker('push', name);
      const base = await ensure();
      expect(base.ref).not.toBe(old);
      expect(base.digest).toBe(await published());
      expect(await docker('image', 'inspect', '--format', '{{.Id}}', base.ref)).toBe(newId);
      expect(await docker('image', 'inspect', '--format', '{{.Id}}', old)).toBe(oldId);
    });

    test('that the registry does not know are an error at once', async () => {
      const outcome = ensureRegistryBases(engine, [`${registry.host}/team/none:1`], progress);
      await expect(outcome).rejects.toMatchObject({
        code: 'REGISTRY_UNREACHABLE',
        message: expect.stringContaining('team/none:1'),
      });
    }, 10_000);

    test('of a registry that has stopped are an error at once', async () => {
      await registry.close();
      await expect(ensureRegistryBases(engine, [name], progress)).rejects.toMatchObject({
        code: 'REGISTRY_UNREACHABLE',
      });
    }, 10_000);
  },
);
