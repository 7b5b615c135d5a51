import path from 'node:path';
import type { ExtrasChoice, RunJob } from '../../src/domain/job.ts';
import type { ScannerId } from '../../src/domain/scan.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { LoopbackRegistry } from '../../src/engine/loopback-registry.ts';
import { openTransfers } from '../../src/inspect/transfer/open-transfers.ts';
import type { ExtraMeasurements } from '../../src/measure/extras/extra-measurements.ts';
import { containerLabel } from '../../src/domain/labels.ts';
import type { CommandContext } from '../context.ts';
import { fetchRegistryImage } from '../extras/fetch-registry-image.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';
import { scanWith } from '../extras/scan-with.ts';
import type { RunEngine } from './acquire-run-engine.ts';

/** What `--transfer` and `--scan` ask for; what they need is fetched and tried now, before the first build. */
export async function setUpExtras(
  runId: string,
  { engine: { provision }, extras: { transfer, scan, reproducible } }: Pick<RunJob, 'engine' | 'extras'>,
  taken: RunEngine,
  context: CommandContext,
  note: (text: string) => void,
): Promise<ExtraMeasurements> {
  return {
    reproducible,
    ...(transfer && {
      openTransfers: await transfersOf(runId, { ...transfer, provision }, taken, context, note),
    }),
    ...(scan && { scan: await scanOf(scan, runId, taken, context, note) }),
  };
}

async function scanOf(
  scanner: ScannerId,
  runId: string,
  { engine, info }: RunEngine,
  context: CommandContext,
  note: (text: string) => void,
): Promise<NonNullable<ExtraMeasurements['scan']>> {
  const labels = { [containerLabel]: runId };
  const scan = await scanWith(scanner, context, { isPrivate: info.kind === 'private', labels }, note);
  return { scanner, scanImage: (ref, onProgress) => scan(() => engine.saveImages([ref]), onProgress) };
}

async function transfersOf(
  runId: string,
  { bitsPerSecond, zstd, provision }: NonNullable<ExtrasChoice['transfer']> & { readonly provision: boolean },
  { engine, clock, empty, info }: RunEngine,
  context: CommandContext,
  note: (text: string) => void,
): Promise<NonNullable<ExtraMeasurements['openTransfers']>> {
  const { signal } = context;
  const startRegistry =
    info.kind === 'private' || provision
      ? await packagedRegistry(context, note)
      : await registryInContainer(runId, engine, info.hostNetworkOnly, context, note);
  // One that does not start is found now, and not after hours.
  await (await startRegistry()).close();
  if (empty === undefined)
    note('pulls are not measured: on this engine no second, empty one may be started (--engine private)');
  return () =>
    openTransfers({
      ...{ runId, engine, startRegistry, clock, signal, note },
      startEmptyEngine: empty && (() => empty([])),
      ...{ bitsPerSecond, zstd },
    });
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
