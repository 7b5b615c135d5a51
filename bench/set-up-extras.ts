import path from 'node:path';
import { findEndpoint } from '../src/engine/docker/find-endpoint.ts';
import type { Engine } from '../src/engine/engine.ts';
import type { LoopbackRegistry } from '../src/engine/loopback-registry.ts';
import { measureTransfer } from '../src/inspect/transfer/measure-transfer.ts';
import type { ExtraMeasurements } from '../src/measure/measure-extras.ts';
import { runLabel } from '../src/measure/workbench.ts';
import type { CommandContext } from './context.ts';
import { mainEngine } from './private-engine.ts';
import type { RunValues } from './run-values.ts';
import { scanWith } from './scan-with.ts';
import type { TakenEngine } from './take-engine.ts';

/** The registry that Docker publishes: used, and taken away again, where Debian's package cannot be had. */
const registryImage = 'registry:3';

/** What `--transfer` and `--scan` ask for; what they need is fetched now, before the first build. */
export async function setUpExtras(
  runId: string,
  values: RunValues,
  taken: TakenEngine,
  stack: AsyncDisposableStack,
  context: CommandContext,
  note: (text: string) => void,
): Promise<ExtraMeasurements> {
  const { transfer, scan, reproducible } = values;
  return {
    reproducible,
    ...(transfer && { transfer: await transferOf(runId, values, taken, stack, context, note) }),
    ...(scan && {
      scan: (ref, onProgress) =>
        scanWith(scan, () => taken.engine.saveImages([ref]), context, {
          engine: { isPrivate: taken.info.kind === 'private', labels: { [runLabel]: runId } },
          onProgress,
        }),
    }),
  };
}

async function transferOf(
  runId: string,
  values: RunValues,
  { engine, clock, empty, info }: TakenEngine,
  stack: AsyncDisposableStack,
  context: CommandContext,
  note: (text: string) => void,
): Promise<NonNullable<ExtraMeasurements['transfer']>> {
  const { signal } = context;
  const startRegistry =
    info.kind === 'private' || values.provision
      ? await packagedRegistry(context, note)
      : await registryInContainer(runId, engine, info.hostNetworkOnly, stack, context, note);
  if (empty === undefined)
    note('pulls are not measured: on this engine no second, empty one may be started (--engine private)');
  return (images, onProgress) =>
    measureTransfer({
      ...{ engine, startRegistry, images, clock, signal, onProgress },
      startEmptyEngine: empty && (() => empty([])),
      bitsPerSecond: values.bandwidth,
      zstd: values.zstd,
    });
}

/** Debian's package, in the cache folder. */
async function packagedRegistry(
  context: CommandContext,
  note: (text: string) => void,
): Promise<() => Promise<LoopbackRegistry>> {
  const { environment: env, signal } = context;
  const { provisionRegistry } = await import('../src/engine/private/provision-registry.ts');
  const { startRegistry } = await import('../src/engine/private/start-registry.ts');
  const program = await provisionRegistry({ paths: mainEngine(context), env, signal, onProgress: note });
  return () =>
    startRegistry({ program, parent: path.join(mainEngine(context).cacheRoot, 'registry'), env, signal });
}

/** The image on the user's engine, which then has it no longer than the run if it did not have it before. */
async function registryInContainer(
  runId: string,
  engine: Engine,
  hostNetwork: boolean,
  stack: AsyncDisposableStack,
  { environment, signal }: CommandContext,
  note: (text: string) => void,
): Promise<() => Promise<LoopbackRegistry>> {
  const { startRegistryContainer } = await import('../src/engine/docker/registry-container.ts');
  const endpoint = await findEndpoint(environment);
  if ((await engine.inspectImage(registryImage)) === undefined) {
    note(`pulling ${registryImage}`);
    stack.defer(() => engine.removeImage(registryImage));
    await engine.pullImage(registryImage, { signal });
  }
  return () =>
    startRegistryContainer(endpoint, {
      ...{ image: registryImage, labels: { [runLabel]: runId }, hostNetwork, signal },
    });
}
