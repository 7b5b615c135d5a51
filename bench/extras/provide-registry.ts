import path from 'node:path';
import { containerLabel } from '../../src/domain/labels.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { LoopbackRegistry } from '../../src/engine/loopback-registry.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';
import type { CommandContext } from '../context.ts';
import type { RunEngine } from '../measuring/acquire-run-engine.ts';
import { fetchRegistryImage } from './fetch-registry-image.ts';

/**
 * What starts an empty registry on loopback: Debian's package where packages may be fetched (`provision`), else a container. One that
 * does not start is found now, and not after hours.
 */
export async function provideRegistry(
  runId: string,
  provision: boolean,
  { engine, info }: Pick<RunEngine, 'engine' | 'info'>,
  context: CommandContext,
  note: (text: string) => void,
): Promise<() => Promise<LoopbackRegistry>> {
  const startRegistry =
    info.kind === 'private' || provision
      ? await packagedRegistry(context, note)
      : await registryInContainer(runId, engine, info.hostNetworkOnly, context, note);
  await (await startRegistry()).close();
  return startRegistry;
}

/** Debian's package, in the cache folder. */
async function packagedRegistry(
  context: CommandContext,
  note: (text: string) => void,
): Promise<() => Promise<LoopbackRegistry>> {
  const { environment: env, signal } = context;
  const { provisionRegistry } = await import('../../src/engine/private/registry/provision-registry.ts');
  const { startRegistry } = await import('../../src/engine/private/registry/start-registry.ts');
  const program = await provisionRegistry({ paths: mainEngine(context), env, signal, onProgress: note });
  return () =>
    startRegistry({ program, parent: path.join(mainEngine(context).cacheRoot, 'registry'), env, signal });
}

/** In a container on the user's engine. */
async function registryInContainer(
  runId: string,
  engine: Engine,
  hostNetwork: boolean,
  { environment, signal }: CommandContext,
  note: (text: string) => void,
): Promise<() => Promise<LoopbackRegistry>> {
  const { startRegistryContainer } = await import('../../src/engine/docker/transfer/registry-container.ts');
  const endpoint = await findEndpoint(environment);
  const image = await fetchRegistryImage(runId, engine, note, signal);
  return () =>
    startRegistryContainer(endpoint, {
      ...{ image, labels: { [containerLabel]: runId }, hostNetwork, signal },
    });
}
