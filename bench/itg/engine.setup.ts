import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { TestProject } from 'vitest/node';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { EngineKind } from '../../src/domain/engine-info.ts';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';
import type { Host } from '../../src/domain/host.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { clientEnvironment } from '../../src/engine/private/daemon/client-environment.ts';
import { connectEngine } from '../../src/lease/connect-engine.ts';
import { rootFolder, systemClock } from '../context.ts';
import { localRequest } from '../../src/lease/provide-bases.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';
import { resolveBases } from '../../src/bases/resolve-bases.ts';

/** What every `*.test.itg.ts` gets by `inject('itg')`; undefined where no engine can be had. */
export interface ItgProvided {
  readonly kind: Exclude<EngineKind, 'fake' | 'none'>;
  readonly endpoint: DockerEndpoint;
  /** References of bases that are on the engine, by their upstream names. */
  readonly bases: Readonly<Record<string, string>>;
  /** Folder on this machine with the go app as a static program and the CA certificates it needs: no test compiles it. */
  readonly goApp: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    itg: ItgProvided | undefined;
  }
}

/**
 * Has one engine up for all files: the user's if there is a good one, else the private one, which may be provisioned if
 * CI=true or STAGEBENCH_PROVISION=1. Without an engine the tests are skipped, loudly; with CI=true that is a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { env } = process;
  const inCi = env['CI'] === 'true';
  const context = {
    root: rootFolder,
    clock: systemClock,
    environment: env,
    signal: new AbortController().signal,
  };
  const provision = inCi || env['STAGEBENCH_PROVISION'] === '1';
  const tell = (text: string) => process.stderr.write(`  itg: ${text}\n`);
  const connection = await connectEngine({ engine: 'auto', provision }, context, tell).catch(
    (error: unknown) => {
      if (inCi || !(error instanceof StagebenchError)) throw error;
      tell(
        `NOT RUN: everything that needs an engine. ${error.message} STAGEBENCH_PROVISION=1 lets the tests bring their own.`,
      );
      return undefined;
    },
  );
  if (connection === undefined) {
    project.provide('itg', undefined);
    return () => Promise.resolve();
  }
  const { engine } = connection;
  const folder = await mkdtemp(path.join(tmpdir(), 'stagebench-itg-'));
  const before = new Set((await engine.inventory()).cacheRecords);
  const close = async () => {
    await rm(folder, { recursive: true, force: true });
    // Whatever the tests built: the cache of an engine that is not ours is to be as it was.
    const created = (await engine.inventory()).cacheRecords.filter((id) => !before.has(id));
    if (engine.kind === 'docker') await engine.pruneBuildCache(created);
    await connection.close();
  };
  try {
    const endpoint = engine.kind === 'private' ? privateEndpoint(context) : await findEndpoint(env);
    const request = await localRequest(engine, { caBundle: undefined }, context, {
      note: tell,
      passing: () => {},
    });
    const resolved = await resolveBases(
      'auto',
      ['debian:trixie', 'debian:trixie-slim', 'golang:1.26-trixie'],
      request,
    );
    const bases = Object.fromEntries(resolved.map(({ name, ref }) => [name, ref]));
    const goApp = await compileGoApp(engine, endpoint, bases, folder);
    project.provide('itg', {
      kind: engine.kind === 'private' ? 'private' : 'docker',
      endpoint,
      bases,
      goApp,
    });
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

function privateEndpoint(context: Host): DockerEndpoint {
  const paths = mainEngine(context);
  const environment = clientEnvironment(paths, context.environment);
  return { host: `unix://${paths.socket}`, environment, builder: 'default' };
}

/** Builds go/scratch and takes the program and the certificates out of the image. */
async function compileGoApp(
  engine: Engine,
  endpoint: DockerEndpoint,
  bases: Readonly<Record<string, string>>,
  folder: string,
): Promise<string> {
  const tag = 'stagebench-itg/go-server:1';
  const outcome = await engine.build({
    contextDir: path.join(rootFolder, 'sample-apps/go'),
    dockerfile: path.join(rootFolder, 'strategies/scratch/go.Dockerfile'),
    tag,
    bases: new Map(Object.entries(bases)),
    labels: {},
  });
  if (outcome.state !== 'built')
    throw new Error(`go/scratch cannot be built: ${outcome.rawLog.slice(-2000)}`);
  const env = { ...endpoint.environment, DOCKER_HOST: endpoint.host };
  const { stdout: container } = await execa('docker', ['create', tag], { env });
  const files = ['/usr/local/bin/server', '/etc/ssl/certs/ca-certificates.crt'];
  for (const file of files) await execa('docker', ['cp', `${container}:${file}`, folder], { env });
  await execa('docker', ['rm', container], { env });
  await engine.removeImage(tag);
  return folder;
}
