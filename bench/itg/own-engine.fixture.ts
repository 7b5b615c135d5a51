import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, inject, type SuiteCollector } from 'vitest';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';
import { clientEnvironment } from '../../src/engine/private/daemon/client-environment.ts';
import { privatePaths, type ImageStore } from '../../src/engine/private/private-paths.ts';
import { provision } from '../../src/engine/private/apt/provision.ts';
import { startDaemon } from '../../src/engine/private/daemon/start-daemon.ts';
import { stopDaemon } from '../../src/engine/private/daemon/stop-daemon.ts';
import { dockerOn } from './docker-state.fixture.ts';
import type { ItgProvided } from './engine.setup.ts';

/** An engine that a test may fill, break and throw away: a private one with a data root of its own. */
export interface OwnEngine {
  readonly pid: number;
  readonly endpoint: DockerEndpoint;
  readonly docker: ReturnType<typeof dockerOn>;
  /** Stops it, and removes everything it holds. */
  remove(): Promise<void>;
}

/** A group of tests that needs a second engine beside the main one; it can be had only where that is private. */
export function describeWithOwnEngine(title: string, tests: (itg: ItgProvided) => void): SuiteCollector {
  const itg = inject('itg');
  if (itg?.kind !== 'private') return describe.skip(`${title} (NOT RUN: needs the private engine)`, () => {});
  return describe(title, () => {
    tests(itg);
  });
}

/**
 * Starts it empty, and copies images from the main engine to it. The packages of another Debian `release` than the main
 * engine's are fetched if they are not in the cache folder yet.
 */
export async function startOwnEngine(
  itg: ItgProvided,
  instance: string,
  options: { release?: string; imageStore?: ImageStore; images?: readonly string[] } = {},
): Promise<OwnEngine> {
  const { release = 'trixie', imageStore = 'graphdriver', images = [] } = options;
  const paths = privatePaths({ env: process.env, release, instance, imageStore });
  const remove = async () => {
    await stopDaemon(paths);
    await rm(paths.instanceDir, { recursive: true, force: true });
  };
  await remove();
  await provision({ paths, env: process.env });
  const { pid } = await startDaemon(paths, { env: process.env });
  if (pid === undefined) throw new Error('the engine has no process id');
  const endpoint = {
    host: `unix://${paths.socket}`,
    environment: clientEnvironment(paths, process.env),
    builder: 'default',
  };
  if (images.length > 0) await copyImages(images, itg.endpoint, endpoint);
  return { pid, endpoint, docker: dockerOn(endpoint), remove };
}

/** `docker save | docker load` */
async function copyImages(
  images: readonly string[],
  from: DockerEndpoint,
  to: DockerEndpoint,
): Promise<void> {
  const env = ({ environment, host }: DockerEndpoint) => ({ ...environment, DOCKER_HOST: host });
  await execa('docker', ['save', ...images], { env: env(from), buffer: false }).pipe('docker', ['load'], {
    env: env(to),
  });
}
