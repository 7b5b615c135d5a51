import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DockerEngine } from '../engine/docker/docker-engine.ts';
import { trustingBase } from './trusting-base.ts';

const itg = inject('itg');
const [someCa = ''] = rootCertificates;

/* A pulled base that is given extra certificates. Any public one serves: what is tested is where it ends up. */
describe.skipIf(itg === undefined)(
  `a pulled base with extra CA certificates${itg ? '' : ' (NOT RUN: no engine)'}`,
  () => {
    let folder: string;
    let engine: DockerEngine;
    const docker = async (...args: string[]) => {
      const env = { ...itg?.endpoint.environment, DOCKER_HOST: itg?.endpoint.host };
      return (await execa('docker', args, { env })).stdout;
    };
    const plain = 'stagebench-trust/plain:1';
    let trusting: Awaited<ReturnType<typeof trustingBase>>;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-trust-'));
      if (itg === undefined) return;
      engine = await DockerEngine.connect(itg.kind, itg.endpoint);
      await docker('tag', itg.bases['debian:trixie-slim'] ?? '', plain);
      const image = await engine.inspectImage(plain);
      trusting = await trustingBase(
        {
          name: 'team/base:1',
          ref: plain,
          digest: 'sha256:upstream',
          source: 'registry',
          diffIds: image?.diffIds ?? [],
        },
        {
          engine,
          recipes: [],
          root: path.join(import.meta.dirname, 'recipes'),
          extraCa: `${someCa}\n`,
          tools: {
            mmdebstrap: () => Promise.reject(new Error('nothing is bootstrapped here')),
            cacheDir: folder,
            signal: new AbortController().signal,
          },
          onProgress: () => undefined,
          onStep: () => undefined,
        },
      );
    });
    afterAll(async () => {
      if (itg !== undefined) await docker('rmi', trusting.ref, plain);
      await rm(folder, { recursive: true });
    });

    test('keeps the upstream digest, and stands on the upstream layers', async () => {
      expect(trusting.digest).toBe('sha256:upstream');
      expect(trusting.ref).not.toBe(plain);
      const upstream = (await engine.inspectImage(plain))?.diffIds ?? [];
      expect(trusting.diffIds.slice(0, upstream.length)).toEqual(upstream);
      expect(trusting.diffIds.length).toBeGreaterThan(upstream.length);
    });

    test('has them where the system and Node look', async () => {
      const run = (...command: string[]) => docker('run', '--rm', '--network=none', trusting.ref, ...command);
      const bundle = await run('cat', '/etc/ssl/certs/ca-certificates.crt');
      expect(bundle).toContain(someCa.trim().split('\n')[5]);
      expect(await run('sh', '-c', 'cat "$NODE_EXTRA_CA_CERTS"')).toBe(someCa.trim());
    });
  },
);
